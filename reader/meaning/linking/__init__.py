"""Symbols and definitions -> annotations: candidates, strategies, and the best answer with its trace."""
