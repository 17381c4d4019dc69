"""Content tree and shapes -> the plan of a run."""
