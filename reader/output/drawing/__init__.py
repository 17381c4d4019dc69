"""Layout tree -> MathML."""
