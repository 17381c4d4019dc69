"""Archive -> bundle -> document: LaTeX as authors write it, as far as formulas, numbers and prose need it.

The files are named after TeX's organs (Knuth, The TeXbook, ch. 7, 8, 20): ``lexer`` is the mouth, ``macros`` the
gullet with its primitives in ``definitions`` and ``conditionals``; ``counters`` prints numbers, ``displays`` reads
one display, and ``document`` walks through the whole paper.
"""
