"""Shared ground: diagnostics, sources, dates, names and paths; imports nothing of sitegen above it."""
