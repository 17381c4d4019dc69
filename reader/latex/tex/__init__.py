"""TeX's mouth and gullet: characters become tokens, and macros are expanded.

The modules are named after TeX's organs (Knuth, The TeXbook, ch. 7, 8, 20). ``lexer`` is the mouth, ``stream`` the
token stream that it feeds, ``macros`` the gullet; the gullet's primitives are in ``definitions``, ``conditionals``,
``numbers`` and the modules beside them. ``inputs`` finds the files that a paper reads. ``tables`` holds what packages
and classes define, one file each.
"""
