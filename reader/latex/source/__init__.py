"""Bytes -> bundle: a paper's TeX files as text, unpacked under caps."""
