"""How large things are: declared, inferred, and where two declarations clash."""
