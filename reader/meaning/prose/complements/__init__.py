"""What stands behind a description, or behind its formula, and says which one is meant."""
