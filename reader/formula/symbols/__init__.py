"""Layout tree -> symbols in canonical spelling, and where each occurs."""
