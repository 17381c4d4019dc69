"""Formulas put together from pieces: recipes of blocks, heaps of papers' formulas, what runs on the way."""
