"""What the formulas tell of letters that no words explain, in the author's words for other letters."""
