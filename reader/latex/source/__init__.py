"""Bytes -> bundle: unpacks a paper's TeX files as text, within limits."""
