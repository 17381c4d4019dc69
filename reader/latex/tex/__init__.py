"""TeX's mouth and gullet: characters to tokens, and their expansion.

The modules are named after TeX's organs (Knuth, The TeXbook, ch. 7, 8, 20): ``lexer`` is the mouth, ``stream`` what it
hands on, ``macros`` the gullet, with its primitives in ``definitions``, ``conditionals``, ``numbers`` and their kin.
``inputs`` finds what a paper reads in. What packages and classes bring is in ``tables``, a file for each.
"""
