"""What others than the author propose of a paper's formulas: asked for, checked against the paper, and marked."""
