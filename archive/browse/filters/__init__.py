"""Parameters of pages and API, validated. Nothing a reader types raises: what cannot be used is
told in a sentence, and the rest is used."""
