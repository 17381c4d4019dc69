"""A formula's LaTeX: its layout tree, its symbols, its content tree, its shapes."""
