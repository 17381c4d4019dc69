"""Characters to tokens: control sequences and single characters, spaces and comments dropped, places kept."""

from __future__ import annotations

import re
from itertools import accumulate

TOKEN = re.compile(r"\\(?:[A-Za-z]+|.|\Z)|%[^\n]*|\s+|[^\\%\s]", re.DOTALL)


def tokenise(latex: str) -> tuple[list[str], list[int]]:
    """Tokens and their start offsets. A token's end is its start plus its length; letters and digits come singly."""
    tokens = TOKEN.findall(latex)
    starts = list(accumulate(map(len, tokens), initial=0))
    indices = [k for k, token in enumerate(tokens) if not (token[0] == "%" or token.isspace())]
    if len(indices) == len(tokens):
        return tokens, starts[:-1]
    return [tokens[k] for k in indices], [starts[k] for k in indices]
