"""A reading on the terminal."""
