"""A core sample drawn as SVG: a band for each layer, the top one first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from reader.formula.syntax.plain import plain_formula
from reader.output.typesetting.core_sentences import names_by_kind, say

if TYPE_CHECKING:
    from glossary import Glossary
    from reader.messages import Language
    from reader.study.core_sample import Core, Stratum


WIDTH, LABEL, MARGIN = 880, 250, 18
LINE, GAP = 20, 10
SIZE = 14  # of the type, in pixels
MOST_LINES = 3  # of one kind in one band
STYLE = (
    "svg{color:#1f2328;background:#fcfbf8;font:14px 'Noto Sans','Noto Sans CJK JP','Hiragino Sans',sans-serif}"
    "@media (prefers-color-scheme:dark){svg{color:#e6e4df;background:#191a1b}}"
    "text{fill:currentColor}.layer{font-weight:600}.blocks{font-weight:600}.carriers{opacity:.68}"
    ".symbols{font-style:italic}.band{fill:currentColor}.title{font-size:17px;font-weight:600}"
)


def core_svg(core: Core, knowledge: Glossary, language: Language, title: str, sentence: str) -> str:
    """One drawing that stands alone; it follows the light or dark scheme of where it is shown."""
    at = MARGIN + 24
    head = [f'<text class="title" x="{MARGIN}" y="{at}">{escape(title)}</text>']
    for line in wrapped([sentence], WIDTH - 2 * MARGIN, " "):
        at += LINE + 4
        head.append(f'<text x="{MARGIN}" y="{at}">{escape(line)}</text>')
    at += GAP + 6
    bands: list[str] = []
    for number, stratum in enumerate(core.strata):
        lines = list(lines_in(stratum, knowledge, language))
        label = wrapped([stratum.layer.name[language]], LABEL - 2 * MARGIN, " ")
        height = max(len(lines), len(label)) * LINE + 2 * GAP
        bands.append(band(at, height, number, label, lines))
        at += height + 2
    height = at + MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'role="img" lang="{language}" aria-label="{escape(title)}"><style>{STYLE}</style>'
        f"{''.join(head + bands)}</svg>\n"
    )


def band(top: int, height: int, number: int, label: Sequence[str], lines: Sequence[tuple[str, str]]) -> str:
    """One layer: the deeper, the darker."""
    shade = min(0.05 + 0.022 * number, 0.3)
    drawn = [f'<rect class="band" x="{MARGIN}" y="{top}" width="{WIDTH - 2 * MARGIN}" height="{height}" '
             f'opacity="{shade:.3f}"/>']  # fmt: skip
    first = top + GAP + SIZE
    drawn += [text("layer", 2 * MARGIN, first + k * LINE, line) for k, line in enumerate(label)]
    drawn += [text(kind, LABEL + MARGIN, first + k * LINE, line) for k, (kind, line) in enumerate(lines)]
    return "".join(drawn)


def text(kind: str, x: int, y: int, content: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}">{escape(content)}</text>'


def lines_in(stratum: Stratum, knowledge: Glossary, language: Language) -> Iterator[tuple[str, str]]:
    """What lies in a layer in lines that fit, each with its kind; the rest is counted."""
    room = WIDTH - LABEL - 3 * MARGIN
    between = "、" if language == "ja" else ", "
    for kind, names in names_by_kind(stratum, knowledge, language):
        shown = [plain_formula(name) for name in names] if kind == "symbols" else names
        lines = wrapped(shown, room, between)
        for line in lines[:MOST_LINES]:
            yield kind, line
        if len(lines) > MOST_LINES:
            told = sum(line.count(between.strip()) + 1 for line in lines[:MOST_LINES])
            yield kind, say("more", language, count=max(len(names) - told, 1))


def wrapped(pieces: Sequence[str], room: float, between: str) -> list[str]:
    """Pieces set in lines; a piece that is one sentence is broken at its spaces, or anywhere in Japanese."""
    units = [part for piece in pieces for part in breakable(piece)] if between == " " else list(pieces)
    glue = "" if between == " " and any(map(is_wide, "".join(pieces))) else between
    lines: list[str] = []
    for unit in units:
        if lines and width(lines[-1] + glue + unit) <= room:
            lines[-1] += glue + unit
        else:
            lines.append(unit)
    return lines


def breakable(piece: str) -> list[str]:
    return list(piece) if any(map(is_wide, piece)) else piece.split()


def width(content: str) -> float:
    """About how many pixels a text is wide."""
    return sum(SIZE if is_wide(character) else SIZE * 0.56 for character in content)


def is_wide(character: str) -> bool:
    return ord(character) > 0x2E7F
