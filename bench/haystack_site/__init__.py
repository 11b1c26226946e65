"""A search page as django-haystack on Whoosh gives it, to compare with. Runs in .venv-bench."""
