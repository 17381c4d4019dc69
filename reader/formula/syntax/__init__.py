"""LaTeX -> layout tree: what stands where."""
