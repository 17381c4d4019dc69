"""Living formulas of the glossary, planned and run as a paper's own formulas are."""
