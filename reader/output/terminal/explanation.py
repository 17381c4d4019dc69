"""What ``tezawari why`` prints: answer, candidates, each step of linking, the glossary's rows, help for unknowns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reader.messages import sentences
from reader.output.rows.report import concept_name, given_as, how_known, word
from reader.output.rows.symbols import told
from reader.output.terminal.shapes import shape_words
from reader.output.typesetting.quotation import Quotations, in_words, plain_title
from reader.study.tracing import OptionReasons, reasons_of
from reader.study.unknown import UnknownHelp, lost_because, unknown_help

if TYPE_CHECKING:
    from glossary import Glossary
    from reader.latex.source.places import SourcePlaces
    from reader.messages import Language
    from reader.model.annotations import Annotation, Candidate, Candidates, Sense
    from reader.model.document import Equation
    from reader.study.study import Study
    from reader.study.tracing import RowVerdict

DEFINITIONS = 5  # definitions listed
QUOTED = 200  # characters of a sentence in a line


say = sentences("why")

WEIGHED, FEATURES = 8, 6  # options, and features of each, that are listed
TELLING = 0.1  # log-odds of a feature that is listed


class SymbolExplanation:
    """One symbol of a reading explained in one language."""

    def __init__(self, study: Study, annotation: Annotation, language: Language) -> None:
        self.study = study
        self.annotation = annotation
        self.glossary, self.places = study.glossary, study.places
        self.language = language
        self.quotations = Quotations.in_document(study.document)
        self.help = unknown_help(study, annotation)

    def lines(self, equation: Equation | None = None) -> Iterator[str]:
        """The whole explanation, line by line."""
        yield self.annotation.symbol.latex
        yield from self._answer(equation)
        for definition in self.help.defined[:DEFINITIONS]:
            place = f"{self.places.say(definition.sentence_span)}  {self.quotations.line(definition, QUOTED)}"
            yield say("defined", self.language, place=place)
        yield from help_lines(self.help, self.glossary, self.places, self.quotations, self.language)
        yield from ("", say("candidates", self.language))
        yield from self._candidates(self.annotation.trace.candidates)
        yield from ("", say("weighed", self.language))
        for reasons in reasons_of(self.annotation, self.study.evidence)[:WEIGHED]:
            yield from self._weighed(reasons)
        yield from ("", say("rows", self.language))
        yield from self._rows(self.help.rows)

    def _answer(self, equation: Equation | None) -> Iterator[str]:
        one = self.annotation
        given = self.study.given.get(one.symbol.latex)
        if one.meaning is None and given is not None:
            yield say("answer-given", self.language, mark=given_as(given.number, self.language))
        elif one.meaning is None:
            yield say("answer-none", self.language)
        else:
            mark = how_known({"status": one.status}, self.language)
            yield say("answer", self.language, meaning=self._said(one), mark=mark)
        if one.standing is not None and one.standing.text is not None:
            yield say("standing", self.language, standing=in_words(one.standing.text[self.language]))
        if equation is not None:
            yield from self._here(equation)
        if one.source is not None:
            yield f"  {self.places.say(one.source.sentence_span)}  {self.quotations.line(one.source, QUOTED)}"

    def _here(self, equation: Equation) -> Iterator[str]:
        number = equation.number or equation.id
        if all(place.equation != equation.id for place in self.annotation.symbol.occurrences):
            yield say("not-here", self.language, number=number)
            return
        senses = self.annotation.senses
        here = next((sense for sense in senses if equation.id in sense.equations), None)
        if here is not None:
            yield say("answer-here", self.language, number=number, meaning=self._said(here))
        numbers = {one.id: one.number or one.id for one in self.study.document.equations}
        for sense in senses:
            if sense is not here and sense.equations:
                listed = ", ".join(numbers.get(each, each) for each in sense.equations)
                yield say("answer-elsewhere", self.language, meaning=self._said(sense), equations=listed)

    def _said(self, one: Annotation | Sense) -> str:
        """The author's words, or the concept's; in Japanese with the gloss."""
        return in_words(told(one, self.annotation, self.glossary, self.quotations, self.language))

    def _quoted(self, meaning: str) -> str:
        words = self.quotations.words(meaning)
        return f"「{words}」" if self.language == "ja" else f"“{words}”"

    def _name(self, concept: str) -> str:
        return concept_name(concept, self.glossary, self.language)

    def _candidates(self, candidates: Candidates) -> Iterator[str]:
        if not candidates:
            yield f"  {say('candidates-none', self.language)}"
        for one in candidates:
            yield f"  {self._words(one)}  {percent(one.confidence)} %"
            for link in one.links:
                name = self._name(link.concept)
                yield f"    {name}  {percent(link.confidence)} %: {link.why[self.language]}"

    def _words(self, one: Candidate) -> str:
        if one.meaning:
            return self._quoted(one.meaning)
        return self._name(one.links[0].concept) if one.links else "–"

    def _weighed(self, one: OptionReasons) -> Iterator[str]:
        option, language = one.option, self.language
        blanks = {
            "meaning": self._quoted(option.meaning),
            "source": say(f"source-{option.source.replace(' ', '-')}", language),
        }
        key = "weighed-words" if option.statement is not None else "weighed-option"
        yield "  " + say(key, language, likely=percent(one.likelihood), claim=percent(one.claim), **blanks)
        for mark, sign in (("weighed-for", 1), ("weighed-against", -1)):
            told = [f"{name} {weight:+.1f}" for name, weight in one.weights.items() if sign * weight >= TELLING]
            if told:
                yield "    " + say(mark, language, list=", ".join(told[:FEATURES]))

    def _rows(self, rows: Sequence[RowVerdict]) -> Iterator[str]:
        if not rows:
            yield f"  {say('rows-none', self.language)}"
        yield from dict.fromkeys(map(self._row_line, rows))

    def _row_line(self, one: RowVerdict) -> str:
        name = self._name(one.row.concept)
        if one.lost is None:
            return f"  {say('row-shown', self.language, concept=name)}"
        return f"  {say('row-lost', self.language, concept=name, why=lost_because(one.row, one.lost)[self.language])}"


def help_lines(
    found: UnknownHelp, glossary: Glossary, places: SourcePlaces, quotations: Quotations, language: Language
) -> Iterator[str]:
    """First use, part, values, shape, relatives and what the symbol might be."""
    if found.first is not None:
        place = f"{places.say(found.first.sentence_span)}  {quotations.line(found.first, QUOTED)}"
        yield say("first-use", language, place=place)
    played = found.played
    if played is not None and played.part == "unknown":
        yield say("part-unknown", language)
    elif played is not None and played.rule is not None:
        yield say("part", language, part=word(f"part-{played.part}", language), why=played.why[language])
        if played.distribution:
            yield say("distribution", language, distribution=played.distribution)
    for value in found.values:
        place = f"{places.say(value.source.sentence_span)}  {quotations.line(value.source, QUOTED)}"
        yield say("value", language, value=value.value, place=place)
    if found.shape is not None:
        yield say("shape", language, shape=shape_words(found.shape, language))
    if found.relatives:
        listed = (
            f"{one.symbol.latex} ({quotations.words(one.meaning, one.source)})" if one.meaning else one.symbol.latex
            for one in found.relatives
        )
        yield say("relatives", language, list=", ".join(listed))
    if found.near and found.annotation.meaning is None:
        listed = (f"{concept_name(one.concept, glossary, language)} ({one.why[language]})" for one in found.near)
        yield say("near", language, list="; ".join(listed))


def question(explained: SymbolExplanation) -> str:
    """A question about the symbol to copy, as Markdown: a place, a formula, and what is known so far."""
    reading, found, language = explained.study.reading, explained.help, explained.language
    places, quotations, symbol = explained.places, explained.quotations, found.annotation.symbol
    title = plain_title(reading.paper.title) or reading.bundle.name
    identifier = f" (arXiv:{reading.paper.id})" if reading.paper.id else ""
    lines = [say("question-title", language, symbol=symbol.latex, title=title + identifier)]
    if found.first is not None:
        place = places.say(found.first.sentence_span)
        lines += ["", say("question-place", language, place=place), "", f"> {quotations.line(found.first, QUOTED)}"]
    used = {place.equation for place in symbol.occurrences}
    formula = next((one for one in reading.document.equations if one.id in used), None)
    if formula is not None:
        number = formula.number or places.say(formula.formula.span)
        drawn = " ".join(formula.formula.expanded.split())
        lines += ["", say("question-formula", language, number=number), "", f"$$ {drawn} $$"]
    known = list(help_lines(found, explained.glossary, places, quotations, language))[found.first is not None :]
    if known:
        lines += ["", say("question-known", language), "", *(f"- {line}" for line in known)]
    return "\n".join([*lines, "", say("question-asked", language)]) + "\n"


def percent(confidence: float) -> int:
    """A confidence as a reader takes it."""
    return round(100 * confidence)
