"""Matrices of a kind: what the author calls them, and numbers that are such matrices."""
