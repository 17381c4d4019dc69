"""The library: papers that were read, in one SQLite file, searched by words, concepts, meanings and formulas."""
