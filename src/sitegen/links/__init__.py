"""Whether the links inside a site lead somewhere: pages, files and anchors, in posts and in comments."""
