"""sitegen: a static site generator for blogs with their comment archives baked in."""

__version__ = "0.1.0"
