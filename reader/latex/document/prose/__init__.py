"""The author's prose: passages of inline values."""
