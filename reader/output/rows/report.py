"""The sentences that Markdown and the terminal share. Rows are those of ``rows.reading.to_dict``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reader.messages import table
from reader.output.rows.row import Row

if TYPE_CHECKING:
    from glossary import Glossary
    from reader.messages import Language


def word(key: str, language: Language, **blanks: object) -> str:
    """A word or sentence of ``report.toml``, or of the reading view where it stands there already."""
    row = table("report").get(key) or table("page")[key]
    return row[language].format(**blanks)


def credit_lines(paper: Row, language: Language) -> list[str]:
    """Who wrote the paper, where it stands, and under which licence."""
    lines = [", ".join(paper["authors"])] if paper["authors"] else []
    if paper["id"]:
        lines.append(f"arXiv:{paper['id']} {paper['abstract_url'] or ''}".strip())
        lines.append(paper["licence"] or word("licence-unknown", language))
    return lines


def tally(row: Row, language: Language) -> str:
    """How many formulas and symbols there are, and how the symbols are known."""
    numbers = [equation["number"] for equation in row["equations"] if equation["display"]]
    return tally_of(numbers, [symbol["status"] for symbol in row["symbols"]], language)


def tally_of(numbers: Sequence[str | None], statuses: Sequence[str], language: Language) -> str:
    """The same of the printed numbers of displayed formulas, and the statuses of symbols."""
    known = Counter(statuses)
    blanks = {key: known[key] for key in ("paper", "mention", "glossary", "structure", "unknown")}
    numbered = sum(number is not None for number in numbers)
    told = word("tally", language, formulas=len(numbers), numbered=numbered, symbols=len(statuses), **blanks)
    others = (word(f"tally-{key}", language, number=known[key]) for key in ("reader", "model") if known[key])
    return " ".join((told, *others))


def heading(equation: Row) -> str:
    """``(7) 3.1 Preliminaries``; without a number the section alone, or the equation's id."""
    number = f"({equation['number']})" if equation["number"] else ""
    return " ".join(part for part in (number, equation["section"]) if part) or str(equation["id"])


def how_known(symbol: Row, language: Language) -> str:
    """The mark that says where the meaning comes from: the author, the field, the formula, or nowhere. Without words
    it is the formula that gives the symbol."""
    given = symbol.get("given_by")
    if symbol["status"] == "unknown" and given:
        return given_as(given["number"], language)
    return word(f"mark-{symbol['status']}", language)


def given_as(number: str | None, language: Language) -> str:
    """That a formula of the paper says what a symbol is, ``number`` as printed, None where it has none."""
    return word("formula-given-as", language, number=number) if number else word("formula-given", language)


def meaning_of(symbol: Mapping[str, Any]) -> str | None:
    """The meaning without the paper's macros, which nobody knows elsewhere; results of older versions have it as it was
    written alone.
    """
    meaning: str | None = symbol.get("meaning_expanded") or symbol["meaning"]
    return meaning


def said(symbol: Row, language: Language) -> str:
    """The meaning in a line. In Japanese the gloss comes first, the author's English words in brackets."""
    meaning, gloss = meaning_of(symbol) or "", symbol["gloss"]
    if language == "en" or not gloss or gloss["origin"] == "author":
        return meaning
    return f"{gloss[language]}（{meaning}）" if meaning and symbol["status"] == "paper" else str(gloss[language])


def in_equation(symbol: Row, equation: Row) -> Row:
    """The symbol as this formula means it: with the meaning of the sense that holds there."""
    sense = next((each for each in symbol["senses"] if equation["id"] in each["equations"]), None)
    if sense is None or sense["meaning"] == symbol["meaning"]:
        return symbol
    return {**symbol, **sense}


def concept_name(concept: str, knowledge: Glossary, language: Language) -> str:
    """The concept's name in the glossary, else its id."""
    return knowledge[concept].name.get(language, concept) if concept in knowledge else concept


def block_name(block: str, knowledge: Glossary, language: Language) -> str:
    """The block's name in the glossary, else its id."""
    found = knowledge.blocks.get(block)
    return found.name.get(language, block) if found is not None else block
