"""Measuring sitegen beside other generators: one blog, the same pages, the same machine."""
