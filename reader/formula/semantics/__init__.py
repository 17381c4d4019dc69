"""Layout tree -> content tree: which function is applied to what, which operator binds what."""
