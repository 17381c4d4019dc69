"""LaTeX -> layout tree: which sign stands where."""
