"""Many sources, in sequence or in parallel. Runs resume, and a bad source does not stop the others."""
