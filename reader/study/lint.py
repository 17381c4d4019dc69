"""Where a paper's notation may trip its readers: what is undefined, late, redefined, alike, or written in two ways.

Made on demand from a reading. Each finding has its places; what it says is ``reader/messages/lint.toml``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from glossary.naming import fold_name
from reader.meaning.evidence.concept_names import VAGUE
from reader.meaning.evidence.spelling import Spelling, take_apart
from reader.model.annotations import Annotation
from reader.model.document import Equation
from reader.model.reading import Reading
from reader.model.source import Span
from reader.study.parts import Parts
from reader.study.study import Study
from reader.study.unknown import bare_letter
from reader.study.usages import Usage, Usages

LATE = 3  # passages behind its first display that a definition may stand
# Letters that readers mix up, in most fonts.
ALIKE: tuple[frozenset[str], ...] = tuple(
    frozenset(pair)
    for pair in (
        ("v", r"\nu"), ("w", r"\omega"), ("p", r"\rho"), ("k", r"\kappa"), ("x", r"\chi"), ("a", r"\alpha"),
        ("n", r"\eta"), ("u", r"\mu"), ("t", r"\tau"), ("y", r"\gamma"), ("i", r"\iota"), ("l", r"\ell"), ("O", "0"),
        ("B", r"\beta"), ("E", r"\epsilon"),
        (r"\phi", r"\varphi"), (r"\epsilon", r"\varepsilon"), (r"\theta", r"\vartheta"), (r"\phi", r"\psi"),
        (r"\epsilon", r"\xi"), (r"\zeta", r"\xi"),
    )
)  # fmt: skip
# What so many things are called that two of one name are no fault.
COMMON = frozenset(
    ("constant", "vector", "matrix", "set", "function", "variable", "parameter", "number", "integer", "point", "path",
     "element", "node", "vertex", "edge", "graph", "sequence", "sample", "space", "map", "operator", "distribution",
     "index", "any", "scalar", "coefficient", "weight", "term", "real", "positive", "random", "value", "input",
     "output", "state", "some", "subset", "family", "group", "event", "process", "field", "probability", "curve")
)  # fmt: skip
GLUE = frozenset({"the", "and", "for", "with", "from", "that", "over", "its", "our", "each", "all", "one", "two"})
# What says itself what it is: words, units ("\\mathrm{km}").
_WORD = re.compile(r"\\text\{.*|\\[a-z]+\{[A-Za-z][A-Za-z -]{2,}\}|\\(?:mathrm|operatorname)\{[^{}]*\}")
# Formulas in which a letter needs no words: the ``d`` of integrals and derivatives, the number pi.
_CUSTOMARY = {
    "d": re.compile(r"\\int|\\frac\s*\{\s*\{?\s*(?:d|\\mathrm\s*\{?d)(?![A-Za-z])|\\partial"),
    r"\pi": re.compile(r"\d\s*\\pi(?![A-Za-z])"),
}
_DIGITS = re.compile(r"\\[a-z]+\{\d+\}|\d+")
INDEX_LIKE = re.compile(r"(?:\\mathrm\{)?(?:[i-nst]|\\ell|\\tau)\}?")
_BOLD = re.compile(r"\\(?:bm|mathbf|boldsymbol)\{(.+)\}")


@dataclass(frozen=True, slots=True)
class Finding:
    """``kind`` is a row of ``lint.toml``; ``places`` are what its blanks ``{place}`` and ``{other}`` say, in order."""

    kind: str
    symbols: tuple[str, ...]
    places: tuple[Span, ...]
    words: tuple[str, ...] = ()


def lint(study: Study) -> tuple[Finding, ...]:
    """All findings, in the order of their first places."""
    reading, usages = study.reading, study.usages
    named = [one for one in reading.annotations if one.symbol.kind == "identifier"]
    used = {one.symbol.id: usages.of(one) for one in named}
    order = {file: number for number, file in enumerate(dict.fromkeys(p.span.file for p in reading.document.passages))}
    found = (
        *_undefined(used, study.parts, usages),
        *_late(used),
        *_redefined(used),
        *_alike(used, reading),
        *_twice(used),
    )
    return tuple(
        sorted(found, key=lambda one: (order.get(one.places[0].file, len(order)), one.places[0].start, one.kind))
    )


def _undefined(used: Mapping[str, Usage], parts: Parts, usages: Usages) -> Iterator[Finding]:
    """Displayed letters of which no form is explained by the author, by a formula of its own or by what is usual."""
    families: dict[str, list[Usage]] = defaultdict(list)
    for usage in used.values():
        families[take_apart(usage.annotation.symbol.latex).base].append(usage)
    for letter, family in families.items():
        shown = [usage for usage in family if usage.displayed is not None and not _is_explained(usage, parts)]
        if not shown or any(pattern.fullmatch(letter) for pattern in (INDEX_LIKE, _DIGITS, _WORD)):
            continue
        if len(shown) == sum(usage.displayed is not None for usage in family):
            first = min(shown, key=lambda usage: (usage.place, usage.annotation.symbol.latex))
            if first.displayed is None or _is_customary(letter, first.displayed):
                continue
            if not usages.is_label(first.annotation.symbol):
                yield Finding("undefined", (first.annotation.symbol.latex,), (first.displayed.formula.span,))


def _is_customary(letter: str, formula: Equation) -> bool:
    pattern = _CUSTOMARY.get(letter)
    return pattern is not None and bool(pattern.search(formula.formula.expanded))


def _is_explained(usage: Usage, parts: Parts) -> bool:
    if usage.annotation.status != "unknown" or usage.introduced is not None:
        return True
    played = parts.played(usage.annotation)
    return played is None or played.part in ("computed", "index")


def _late(used: Mapping[str, Usage]) -> Iterator[Finding]:
    """Defined only well behind the first display that holds it, and no form of the letter earlier, by no formula."""
    early = {
        take_apart(usage.annotation.symbol.latex).base
        for usage in used.values()
        if (usage.defined and usage.defined[0][1] <= LATE)
        or (usage.introduced is not None and usage.introduced <= LATE)
    }
    for usage in used.values():
        symbol = usage.annotation.symbol.latex
        if usage.displayed is None or not usage.defined or INDEX_LIKE.fullmatch(symbol):
            continue
        definition, behind = usage.defined[0]
        own = usage.annotation.source is not None and usage.annotation.source.span == definition.span
        if behind > LATE and own and take_apart(symbol).base not in early and _words(usage.annotation.meaning):
            yield Finding("late", (symbol,), (usage.displayed.formula.span, definition.span), (definition.text,))


def _redefined(used: Mapping[str, Usage]) -> Iterator[Finding]:
    """One spelling with several meanings by the author's own words; indices are free to be used again."""
    for usage in used.values():
        if INDEX_LIKE.fullmatch(usage.annotation.symbol.latex):
            continue
        stated = [sense for sense in usage.annotation.senses if sense.source is not None]
        for sense in stated[1:]:
            first = stated[0]
            if first.source is not None and sense.source is not None:
                places = (sense.source.span, first.source.span)
                yield Finding("redefined", (usage.annotation.symbol.latex,), places, (sense.meaning, first.meaning))


def _alike(used: Mapping[str, Usage], reading: Reading) -> Iterator[Finding]:
    """Two letters that look alike, or one in two fonts, in one displayed formula, with different meanings."""
    by_id = {annotation.symbol.id: annotation for annotation in reading.annotations}
    seen: set[frozenset[str]] = set()
    for equation in reading.document.equations:
        here = [by_id[one] for one in reading.symbols.get(equation.id, ()) if one in used and by_id[one].meaning]
        for place, one in enumerate(here):
            for other in here[place + 1 :]:
                pair = frozenset((one.symbol.latex, other.symbol.latex))
                if pair not in seen and _clash(one, other):
                    seen.add(pair)
                    symbols = (one.symbol.latex, other.symbol.latex)
                    words = (one.meaning or "", other.meaning or "")
                    yield Finding("alike", symbols, (equation.formula.span,), words)


def _clash(one: Annotation, other: Annotation) -> bool:
    left, right = take_apart(one.symbol.latex), take_apart(other.symbol.latex)
    if _scripts(left) != _scripts(right) or _agree(one, other):
        return False
    if frozenset((left.base, right.base)) in ALIKE:
        return True
    return any(
        bold is not None and bold[1] == plain
        for bold, plain in ((_BOLD.fullmatch(left.base), right.base), (_BOLD.fullmatch(right.base), left.base))
    )


def _scripts(spelling: Spelling) -> tuple[str, str, str]:
    return spelling.sub, spelling.sup, spelling.primes


def _agree(one: Annotation, other: Annotation) -> bool:
    """Whether two symbols mean things so close that mixing them up does no harm (an entry, and its vector)."""
    if {link.concept for link in one.links[:1]} & {link.concept for link in other.links[:1]}:
        return True
    return bool(_words(one.meaning) & _words(other.meaning))


def _twice(used: Mapping[str, Usage]) -> Iterator[Finding]:
    """The same telling words, said of two spellings at two places."""
    called: dict[str, list[Usage]] = defaultdict(list)
    for usage in used.values():
        annotation = usage.annotation
        if annotation.status == "paper" and usage.defined and len(_words(annotation.meaning)) > 1:
            called[(annotation.meaning or "").casefold()].append(usage)
    for usages in called.values():
        first, *others = usages
        for other in others:
            places = (other.defined[0][0], first.defined[0][0])
            letters = {bare_letter(one.annotation.symbol.latex) for one in (first, other)}
            apart = places[0].sentence_span != places[1].sentence_span
            if len(letters) == 2 and apart and first.annotation.meaning:
                symbols = (other.annotation.symbol.latex, first.annotation.symbol.latex)
                yield Finding("twice", symbols, (places[0].span, places[1].span), (first.annotation.meaning,))


def _words(meaning: str | None) -> frozenset[str]:
    """The words that tell what a thing is."""
    return frozenset(word for word in fold_name(meaning or "") if len(word) > 2) - COMMON - VAGUE - GLUE
