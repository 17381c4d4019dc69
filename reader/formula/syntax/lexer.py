"""The lexer of formulas: tokens are control sequences and single characters; spaces and comments are dropped."""

from __future__ import annotations

import re
from itertools import accumulate

TOKEN = re.compile(r"\\(?:[A-Za-z]+|.|\Z)|%[^\n]*|\s+|[^\\%\s]", re.DOTALL)


def tokenise(latex: str) -> tuple[list[str], list[int]]:
    """The tokens and their start offsets. Letters and digits are single tokens."""
    tokens = TOKEN.findall(latex)
    starts = list(accumulate(map(len, tokens), initial=0))
    indices = [k for k, token in enumerate(tokens) if not (token[0] == "%" or token.isspace())]
    if len(indices) == len(tokens):
        return tokens, starts[:-1]
    return [tokens[k] for k in indices], [starts[k] for k in indices]
