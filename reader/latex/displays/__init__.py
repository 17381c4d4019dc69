"""One display, or one inline formula: its rows, its numbers, and what refers to it."""
