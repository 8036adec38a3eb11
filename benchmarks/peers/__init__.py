"""The generators that are measured: how each one's users would lay out the blog."""
