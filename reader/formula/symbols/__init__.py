"""Layout tree -> symbols in one canonical spelling, and where each stands."""
