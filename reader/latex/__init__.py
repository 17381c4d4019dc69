"""Archive -> bundle -> document: LaTeX as authors write it, as far as formulas, numbers and prose need it."""
