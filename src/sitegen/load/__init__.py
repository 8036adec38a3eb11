"""Files become posts and comments: scanning, reading, Markdown, sanitising."""
