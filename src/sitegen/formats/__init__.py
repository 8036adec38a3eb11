"""The files of a site as text: read AND write. The only room that knows YAML.

Each reader turns text into a frozen document of `model`, once, and collects every problem on the way; each writer
gives text that the reader reads back to an equal document.
"""
