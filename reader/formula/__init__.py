"""A formula: LaTeX -> layout tree -> symbols, content tree and shapes."""
