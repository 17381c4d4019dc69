"""Archive -> bundle -> document: LaTeX as authors write it, as far as formulas, numbers and prose need it.

The files are named after TeX's organs (Knuth, The TeXbook, ch. 7, 8, 20): ``lexer`` is the mouth, ``stream`` what it
hands on, ``macros`` the gullet, with its primitives in ``definitions``, ``conditionals``, ``numbers`` and their kin.
``inputs`` finds what a paper reads in, ``displays`` reads one formula into ``rows``, ``listing`` keeps them with their
numbers, ``prose`` keeps the text, and ``document`` walks through the whole paper. What packages and classes bring is in
``tables``, a file for each.
"""
