"""Data entry: the records in Django's own admin, one noun a file."""
