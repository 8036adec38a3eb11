"""A Site becomes the list of pages to make: addresses, pagination, redirects, collisions."""
