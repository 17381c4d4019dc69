"""What is said right behind a display: what it comes to, what its parts do."""
