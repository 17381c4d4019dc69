"""pylatexenc's conversion of LaTeX text, without the reference cycles that its errors leave."""

from __future__ import annotations

import logging
import re
from typing import Any

from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped]
from pylatexenc.latexwalker import LatexWalker, LatexWalkerError  # type: ignore[import-untyped]

logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)  # it would warn on stderr, without a place
COMMAND = re.compile(r"\\[A-Za-z]+\s*|[{}]")


class ForgetfulWalker(LatexWalker):  # type: ignore[misc]
    """Records its errors so that they can be released.

    Every text ends with an error, and pylatexenc stores it in a cycle with its own stack frames.
    """

    def __init__(self, latex: str) -> None:
        super().__init__(latex)
        self.met: list[LatexWalkerError] = []

    def get_token(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().get_token(*args, **kwargs)
        except LatexWalkerError as error:
            self.met.append(error)
            raise

    def release(self) -> None:
        """Drops the frames of all errors. They lead to our frames, and would keep the paper in memory."""
        for error in self.met:
            error.__traceback__ = error.__context__ = None


def convert(latex: str) -> str:
    """The plain text; formulas stay LaTeX. Where pylatexenc fails, only commands and braces are removed."""
    walker = ForgetfulWalker(latex)
    writer = LatexNodes2Text(math_mode="verbatim", keep_comments=False)  # anew: it remembers titles and authors
    try:
        return str(writer.nodelist_to_text(walker.get_latex_nodes()[0]))
    except Exception:  # pylatexenc walks recursively: deep or broken nesting raises what it happens to raise
        return COMMAND.sub("", latex)
    finally:
        walker.release()
