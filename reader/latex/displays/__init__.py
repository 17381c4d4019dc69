"""One display, or one inline formula: its rows, their numbers, and the references to it."""
