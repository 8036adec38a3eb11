"""Bytes → output/: atomic, prunes only what it made, and never touches what others put there."""
