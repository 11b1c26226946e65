"""What the commands say of a database that cannot serve them."""

from __future__ import annotations

from django.db import DatabaseError

REMEDIES = (
    ("locked", "Another program writes to it. Wait until it is done, then run this again."),
    ("no such table", "Run `manage.py migrate`, then run this again."),
    ("no such column", "Run `manage.py migrate`, then run this again."),
    ("does not exist", "Run `manage.py migrate`, and see that DATABASE_URL names the database."),
    ("not a database", "DATABASE_URL names a file that is none: name another."),
    ("readonly", "See that this user may write to the file and to its folder."),
    ("full", "Make room on the disk, then run this again."),
)
"""Words of the database's own message, and what to do about it."""
UNREACHABLE = "See that it runs, and that DATABASE_URL names it."


def explain(error: DatabaseError) -> str:
    """What is wrong with the database, and what to do about it."""
    message = " ".join(str(error).split()) or type(error).__name__
    found = (remedy for words, remedy in REMEDIES if words in message.lower())
    return f"The database cannot be used: {message.rstrip('.')}. {next(found, UNREACHABLE)}"
