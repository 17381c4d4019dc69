"""What formulas of a plain form are for, where not every letter has a name: one function a form."""
