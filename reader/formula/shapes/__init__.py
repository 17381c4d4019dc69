"""Shapes of symbols and formulas: declared, inferred, and where two declarations clash."""
