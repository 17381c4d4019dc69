"""One formula with its note as an HTML fragment that stands alone: for slides and blogs.

Nothing in it runs and nothing is loaded. Its style holds inside of it, takes its colours from the page around it, and
lights a symbol with what it means while either is pointed at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from reader.output.page.drawings import Drawings, drawn
from reader.output.rows.purpose import PurposeRows
from reader.output.rows.reading import ReadingRows
from reader.output.rows.report import how_known, in_equation, said, word
from reader.output.rows.row import Row
from reader.output.typesetting.quotation import ProsePart, Quotations, plain_title, split_prose
from reader.study.purpose.purpose import purpose_of

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.model.document import Equation
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
    rows, name = ReadingRows(study, language), f"tezawari-{equation.id}"
    symbols = [in_equation(row, {"id": equation.id}) for row in rows.symbols if row["id"] in _ids(study, equation)]
    listed = [row for row in symbols if row["role"] != "operator" and row["status"] != "unknown"][:MOST]
    number = f"<span>({escape(equation.number)})</span>" if equation.number else ""
    math = Drawings(study.reading, lambda each: study.trees.meaning(each)).displayed(equation)
    return "\n".join(
        (
            f'<figure class="{name}" lang="{language}">',
            f"<style>{STYLE.format(name=name)}{_lighting(name, [row['id'] for row in listed])}</style>",
            *_purpose(study, equation, language),
            f'<div class="formula">{math}{number}</div>',
            *_meanings(study, listed, language),
            f"<figcaption>{_source(study, equation, language)}</figcaption>",
            "</figure>\n",
        )
    )


def _ids(study: Study, equation: Equation) -> Sequence[str]:
    return study.reading.symbols.get(equation.id, ())


def _lighting(name: str, symbols: Iterable[str]) -> str:
    """Rules by which a symbol and its meaning light each other."""
    pairs = ("[data-means={}]", "[data-tezawari-symbol={}]")
    rules = (
        f".{name}:has({here.format(symbol)}:hover) {there.format(symbol)} {{ {LIT} }}\n"
        for symbol in symbols
        for here, there in (pairs, reversed(pairs))
    )
    return "".join(rules)


def _purpose(study: Study, equation: Equation, language: Language) -> Iterable[str]:
    """What the formula is for, in our sentence and its author's."""
    found = purpose_of(equation, study) if equation.display else None
    told = found.text.get(language) if found is not None else None
    if told:
        yield f"<p>{_html(split_prose(told))}</p>"
    shown = PurposeRows(study).shown(found)
    if shown:
        yield f"<blockquote>{_html(shown['parts'])} <small>{escape(shown['place'])}</small></blockquote>"


def _meanings(study: Study, symbols: Sequence[Row], language: Language) -> Iterable[str]:
    if not symbols:
        return
    printed = Quotations.in_document(study.document).of(study.reading.annotations)
    yield "<dl>"
    for row in symbols:
        text = said(row, language)
        meaning = _html(printed.get(text) or split_prose(text))
        mark = escape(how_known(row, language))
        sign = drawn(row["latex"])
        yield f'<div data-means="{row["id"]}"><dt>{sign}</dt><dd>{meaning} <small>· {mark}</small></dd></div>'
    yield "</dl>"


def _source(study: Study, equation: Equation, language: Language) -> str:
    """The paper and the place, and what read it."""
    paper = study.reading.paper
    number = word("equation", language, number=equation.number) if equation.number else ""
    title = escape(plain_title(paper.title) or study.reading.bundle.name)
    named = f'<a href="{escape(paper.abstract_url, quote=True)}">{title}</a>' if paper.abstract_url else title
    return " · ".join(
        filter(None, (named, escape(number), escape(study.places.say(equation.formula.span)), "Tezawari"))
    )


def _html(parts: Iterable[ProsePart]) -> str:
    return "".join(part["mathml"] if "mathml" in part else escape(part["text"]) for part in parts)
