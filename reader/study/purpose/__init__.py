"""What a formula is for: its kind, one sentence of our own, and the author's sentence that says so."""
