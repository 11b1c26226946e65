"""The shapes of the JSON, which are also its description."""
