"""Living formulas as they are shown: for the page, and in a terminal."""
