"""One formula with its note as an HTML fragment that stands alone: for slides and blogs.

Nothing in it runs and nothing is loaded. Its style holds inside of it, takes its colours from the page around it, and
lights a symbol with what it means while either is pointed at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from reader.output.page.drawings import Drawings, drawn
from reader.output.rows.report import word
from reader.output.rows.sheets import Sheets, credits_of

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.model.document import Equation
    from reader.output.rows.sheets import Prose, Sheet, SheetSymbol
    from reader.study.study import Study

MOST = 10  # symbols
STYLE = """
.{name} {{ max-width: 46rem; margin: 1.5rem auto; font: 1rem/1.55 Georgia, "Hiragino Mincho ProN", "Noto Serif CJK JP", serif; }}
.{name} math {{ font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", math; }}
.{name} .formula {{ display: flex; gap: 1rem; align-items: center; overflow-x: auto; padding-block: .5rem; }}
.{name} .formula math {{ flex: 1; font-size: 1.3em; }}
.{name} dl {{ margin: .75rem 0; }}
.{name} dl > div {{ display: flex; gap: .75rem; padding: .2rem .4rem; border-radius: 3px; }}
.{name} dt {{ flex: none; min-width: 3.5rem; text-align: end; }}
.{name} dd {{ margin: 0; }}
.{name} small, .{name} figcaption {{ font: .875rem/1.5 system-ui, sans-serif; opacity: .75; }}
.{name} blockquote {{ margin: .75rem 0; padding-inline-start: .9rem; border-inline-start: 2px solid; }}
"""  # noqa: E501
LIT = "background: color-mix(in srgb, currentcolor 16%, transparent); border-radius: 3px"


def export(study: Study, equation: Equation, language: Language = "en") -> str:
    """The fragment of one formula in one language."""
    sheet, name = Sheets(study, language).sheet((equation,)), f"tezawari-{equation.id}"
    symbols = sheet.symbols[:MOST]
    number = f"<span>({escape(equation.number)})</span>" if equation.number else ""
    math = Drawings(study.reading, lambda each: study.trees.meaning(each)).displayed(equation)
    return "\n".join(
        (
            f'<figure class="{name}" lang="{language}">',
            f"<style>{STYLE.format(name=name)}{_lighting(name, [symbol.id for symbol in symbols])}</style>",
            *(_purpose(sheet) if equation.display else ()),
            f'<div class="formula">{math}{number}</div>',
            *_meanings(symbols),
            f"<figcaption>{_source(sheet, study, language)}</figcaption>",
            "</figure>\n",
        )
    )


def _lighting(name: str, symbols: Iterable[str]) -> str:
    """Rules by which a symbol and its meaning light each other."""
    pairs = ("[data-means={}]", "[data-tezawari-symbol={}]")
    rules = (
        f".{name}:has({here.format(symbol)}:hover) {there.format(symbol)} {{ {LIT} }}\n"
        for symbol in symbols
        for here, there in (pairs, reversed(pairs))
    )
    return "".join(rules)


def _purpose(sheet: Sheet) -> Iterable[str]:
    """What the formula is for, in our sentence and its author's."""
    if sheet.purpose:
        yield f"<p>{_html(sheet.purpose)}</p>"
    if sheet.author is not None:
        yield f"<blockquote>{_html(sheet.author.parts)} <small>{escape(sheet.author.place)}</small></blockquote>"


def _meanings(symbols: Sequence[SheetSymbol]) -> Iterable[str]:
    if not symbols:
        return
    yield "<dl>"
    for symbol in symbols:
        meaning = f"{_html(symbol.meaning)} <small>· {escape(symbol.known)}</small>"
        yield f'<div data-means="{symbol.id}"><dt>{drawn(symbol.latex)}</dt><dd>{meaning}</dd></div>'
    yield "</dl>"


def _source(sheet: Sheet, study: Study, language: Language) -> str:
    """The paper and the place, whose it is and what may be done with its words, and what read it."""
    whose, number = credits_of(study, language), sheet.rows[0].number
    title = escape(whose.title)
    named = f'<a href="{escape(whose.address)}">{title}</a>' if whose.address else title
    told = (word("equation", language, number=number) if number else "", sheet.place, *whose.lines, "Tezawari")
    return " · ".join((named, *(escape(each) for each in told if each)))


def _html(parts: Prose) -> str:
    return "".join(part["mathml"] if "mathml" in part else escape(part["text"]) for part in parts)
