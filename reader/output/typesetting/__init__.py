"""The author's prose as it is printed."""
