"""Layout tree -> content tree: what is applied to what."""
