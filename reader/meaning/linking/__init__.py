"""Symbols and definitions -> annotations: all options weighed, and the best answer with its trace."""
