"""What the other formulas of a paper say of one: where its parts come from, what uses it, what it repeats."""
