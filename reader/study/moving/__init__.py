"""Which formulas a page moves: what runs of one, and why nobody would learn from moving it, or be misled."""
