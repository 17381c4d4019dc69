"""A reading -> one format per module."""
