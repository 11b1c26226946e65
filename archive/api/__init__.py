"""The pages' data as JSON, from the same selectors."""
