"""Benchmarks: each module measures one thing and answers rows of one table."""
