"""One formula to take along: as Markdown, as a prompt for a language model that says what is known, as a card.

::

    {"markdown": {"en", "ja"}, "llm": {"en", "ja"}, "card": tree}          # card.py
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.messages import LANGUAGES, sentences
from reader.output.page.card import card_tree
from reader.output.rows.report import given_as, how_known
from reader.output.rows.row import Row
from reader.output.rows.symbols import told
from reader.output.typesetting.display_latex import display
from reader.output.typesetting.markdown_text import code, inline, plain, prose
from reader.output.typesetting.quotation import Quotations, in_words, plain_title, shortened_latex

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.model.annotations import Annotation, Sense
    from reader.model.document import Equation
    from reader.output.page.card import CardTree
    from reader.study.study import Study

QUOTED = 240  # characters of an author's sentence

say = sentences("along")


class BenchAlong:
    """The texts of one paper's formulas."""

    def __init__(self, study: Study) -> None:
        self.reading, self.blocks, self.given = study.reading, study.blocks, study.given
        self.knowledge, self.places = study.glossary, study.places
        self.quotations = Quotations.in_document(study.document)
        self.known = {each.symbol.id: each for each in self.reading.annotations}

    def row(self, equation: Equation, held: Row) -> Row:
        """``held`` is what the formula's bench has of it: ``layers``."""
        return {
            "markdown": {language: self.markdown(equation, language) for language in LANGUAGES},
            "llm": {language: self.prompt(equation, language) for language in LANGUAGES},
            "card": self.card(equation, held),
        }

    def card(self, equation: Equation, held: Row) -> CardTree:
        """What is on the formula's card."""
        known = ((each, meant(each, equation)) for each in self._symbols(equation))
        names = dict.fromkeys(each.block.id for each in self.blocks.get(equation.id, ()))
        return card_tree(
            equation,
            self.places.say(equation.formula.span),
            self.reading.paper,
            [(each, self._told(each, sense)) for each, sense in known if sense.status != "structure"],
            [["=", "blocks", name, "name"] for name in names],
            [
                (["=", "texts", f"layer-{row['layer']}"], bool(row["blocks"] or row["symbols"]))
                for row in held["layers"]
            ],
            self.given,
        )

    def _told(self, one: Annotation, sense: Annotation | Sense) -> dict[Language, str]:
        """What a symbol means here, in plain characters."""
        words = {each: told(sense, one, self.knowledge, self.quotations, each) for each in LANGUAGES}
        return {language: in_words(text) for language, text in words.items()}

    def markdown(self, equation: Equation, language: Language) -> str:
        """The formula with its symbols, for notes."""
        lines = (self._symbol(each, equation, language, quoted=False) for each in self._symbols(equation))
        return "\n".join([self._head(equation, language), "", *self._formula(equation), "", *lines]) + "\n"

    def prompt(self, equation: Equation, language: Language) -> str:
        """The formula with all that is known of it, for a language model. What is not known is said to be so."""
        symbols, comma = self._symbols(equation), say("comma", language)
        known = [each for each in symbols if self._is_told(each, equation)]
        unknown = [each for each in symbols if not self._is_told(each, equation)]
        names = dict.fromkeys(each.block.name[language] for each in self.blocks.get(equation.id, ()))
        lines = [self._head(equation, language), "", *self._formula(equation), ""]
        if known:
            lines += [say("symbols", language), "", *(self._symbol(each, equation, language) for each in known), ""]
        if unknown:
            lines += [say("unknown", language, list=comma.join(inline(each.symbol.latex) for each in unknown)), ""]
        if names:
            lines += [say("blocks", language, list=comma.join(map(plain, names))), ""]
        return "\n".join([*lines, say("asked", language)]) + "\n"

    def _symbols(self, equation: Equation) -> list[Annotation]:
        here = (self.known[each] for each in self.reading.symbols.get(equation.id, ()) if each in self.known)
        return [each for each in here if each.symbol.kind == "identifier"]

    def _is_told(self, one: Annotation, equation: Equation) -> bool:
        return bool(meant(one, equation).meaning) or one.symbol.latex in self.given

    def _head(self, equation: Equation, language: Language) -> str:
        paper = self.reading.paper
        title = plain(plain_title(paper.title or self.reading.bundle.name))
        identifier = f" (arXiv:{paper.id})" if paper.id else ""
        number = say("numbered", language, number=equation.number) if equation.number else say("unnumbered", language)
        return say(
            "head", language, number=number, title=title + identifier, place=self.places.say(equation.formula.span)
        )

    def _formula(self, equation: Equation) -> Iterator[str]:
        yield from ("$$", re.sub(r"[ \t]+", " ", display(equation.formula.expanded)), "$$")

    def _symbol(self, one: Annotation, equation: Equation, language: Language, quoted: bool = True) -> str:
        here = meant(one, equation)
        sign, given = inline(one.symbol.latex), self.given.get(one.symbol.latex)
        if not here.meaning and given is not None:
            return say("line-given", language, sign=sign, known=given_as(given.number, language)) + (
                self._giving(given, equation, language) if quoted else ""
            )
        if not here.meaning:
            return say("line-unknown", language, sign=sign)
        known = how_known({"status": here.status}, language)
        line = say(
            "line",
            language,
            sign=sign,
            meaning=prose(told(here, one, self.knowledge, self.quotations, language)),
            known=known,
        )
        if quoted and here.source is not None and here.status == "paper":
            sentence = " ".join(here.source.sentence.split())
            line += say(
                "quoted",
                language,
                sentence=code(shortened_latex(sentence, QUOTED)),
                place=self.places.say(here.source.sentence_span),
            )
        return line

    def _giving(self, given: Equation, equation: Equation, language: Language) -> str:
        """The formula that gives a symbol and its place, where it is not the one that is taken along."""
        if given.id == equation.id:
            return ""
        latex = shortened_latex(" ".join(display(given.formula.expanded).split()), QUOTED)
        return say("quoted", language, sentence=code(latex), place=self.places.say(given.formula.span))


def meant(one: Annotation, equation: Equation) -> Annotation | Sense:
    """The sense that holds in this formula, else the paper's main one."""
    return next((sense for sense in one.senses if equation.id in sense.equations), one)
