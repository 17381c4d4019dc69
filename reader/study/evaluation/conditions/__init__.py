"""What a formula holds for: the conditions beside it, and between which numbers its names lie."""
