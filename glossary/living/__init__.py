"""Living formulas: textbook formulas on small telling numbers, each a row with things to try."""
