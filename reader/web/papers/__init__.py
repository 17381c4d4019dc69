"""Papers opened, read in their processes, and remembered."""
