"""A formula as a SymPy object, and what can be computed with it."""
