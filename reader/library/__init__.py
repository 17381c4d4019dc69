"""Papers that were read, remembered: one SQLite file, searched by words, concepts, meanings and formulas."""
