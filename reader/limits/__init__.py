"""What a paper may cost: its budget, the net below every formula, memory that ends with a paper."""
