"""Content tree and layout tree -> where each symbol stands, and what it must be to stand there."""
