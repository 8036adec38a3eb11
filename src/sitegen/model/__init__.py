"""Frozen types that cross the rooms; no input, no output."""
