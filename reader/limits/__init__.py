"""What a paper may cost: its budget, the watch over every formula, and caches that end with a paper."""
