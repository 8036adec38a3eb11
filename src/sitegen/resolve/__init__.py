"""Posts and comments become a Site: reply trees, order, terms."""
