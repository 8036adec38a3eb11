"""A page becomes bytes: through a theme's templates, or as a feed, a sitemap or a list of redirects."""
