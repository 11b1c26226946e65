"""One record with all that its page shows, in a fixed number of queries."""
