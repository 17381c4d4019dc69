"""Rows of the glossary tried out before they are kept."""
