"""What the page and the app alone need."""
