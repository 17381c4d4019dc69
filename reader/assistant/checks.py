"""Every proposal about a formula is checked here, whoever makes it: a model, a program, a recorded answer.

A quotation must stand in the source and speak of the symbol, the symbol must stand in the formula, the words must be
borne by the quotation and write no formula of their own, the concept must be in the glossary and fit, and a claim about
ends must agree with the numbers.
What does not hold is a :class:`~reader.assistant.proposals.Dropped` with its reason. Nothing here can tell whether the
author would agree: what passes is shown as a proposal, with its sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from glossary.naming import fold_name
from reader.assistant.ends import check_end
from reader.assistant.proposals import (
    CheckedEnd,
    CheckedMeaning,
    CheckedSentence,
    Dropped,
    EndProposal,
    FormulaAssistance,
    MeaningProposal,
    Quote,
    SentenceProposal,
)
from reader.assistant.quotes import QuoteIndex, SymbolPlace, distance
from reader.assistant.wording import (
    addresses_a_machine,
    formulas_in,
    is_bare,
    is_borne,
    is_plain,
    says_name,
    spelling_key,
    symbols_of,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.canonical import canonical_spelling
from reader.study.purpose.statement import StatedFormula, head_symbol
from reader.study.walkthrough.known import annotations_of_rows

if TYPE_CHECKING:
    from reader.assistant.answers import Proposals
    from reader.model.annotations import Annotation
    from reader.model.document import Equation
    from reader.model.symbols import Symbol
    from reader.study.study import Study

T = TypeVar("T")
LONGEST_MEANING = 120  # characters
LONGEST_SENTENCE = 320
BOLD = (r"\bm{", r"\mathbf{", r"\boldsymbol{")
AROUND = 700  # characters between a formula and a quotation that holds no symbol, or speaks of all of it


class ProposalChecks:
    """The checks of one paper. Make one for a study, and ask it for each proposal."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.quotes = QuoteIndex(study.reading)

    def meaning(self, proposal: MeaningProposal) -> CheckedMeaning | Dropped:
        """What a symbol means. A concept that does not hold is left out, and the meaning stands without it."""
        equation = self._equation(proposal.equation)
        if equation is None:
            return Dropped("no-formula", proposal.equation)
        what = f"{proposal.symbol}: {proposal.meaning}"[:LONGEST_MEANING]
        annotation = self.symbol_in(equation, proposal.symbol)
        if annotation is None:
            return Dropped("no-symbol", what)
        if not proposal.meaning.strip():
            return Dropped("no-words", what)
        words = " ".join(proposal.meaning.split())
        if not is_plain(words, LONGEST_MEANING) or addresses_a_machine(words):
            return Dropped("not-plain", what)
        if is_bare(words):
            return Dropped("too-general", what)
        quote = self._quote(proposal.quote, equation, what)
        if isinstance(quote, Dropped):
            return quote
        if not self._speaks_of(quote, annotation, equation):
            return Dropped("elsewhere", what)
        if not self._writes_no_formula(words, quote, equation):
            return Dropped("own-formula", what)
        if not is_borne(words, quote.text):
            return Dropped("unsupported", what)
        concept = proposal.concept if self.concept_holds(proposal.concept, annotation, f"{words} {quote.text}") else ""
        return CheckedMeaning(equation.id, annotation.symbol.latex, words, quote, concept)

    def sentence(self, proposal: SentenceProposal) -> CheckedSentence | Dropped:
        """What is said of a whole formula: its quotation stands around it, and it speaks of no symbol but those."""
        equation = self._equation(proposal.equation)
        if equation is None:
            return Dropped("no-formula", proposal.equation)
        text = " ".join(proposal.text.split())
        what = text[:LONGEST_MEANING]
        if not text:
            return Dropped("no-words", what)
        if not is_plain(text, LONGEST_SENTENCE) or addresses_a_machine(text):
            return Dropped("not-plain", what)
        own = {each.symbol.latex for each in annotations_of_rows(equation, self.study)}
        if not symbols_of(text) <= own:
            return Dropped("no-symbol", what)
        quote = self._quote(proposal.quote, equation, what)
        if isinstance(quote, Dropped):
            return quote
        if distance(quote.span, equation.formula.span) > AROUND:
            return Dropped("elsewhere", what)
        if not self._writes_no_formula(text, quote, equation):
            return Dropped("own-formula", what)
        return CheckedSentence(equation.id, text, quote) if is_borne(text, quote.text) else Dropped("unsupported", what)

    def end(self, proposal: EndProposal) -> CheckedEnd | Dropped:
        """What happens to a formula at an end of one of its symbols: five draws of numbers must agree."""
        equation = self._equation(proposal.equation)
        if equation is None:
            return Dropped("no-formula", proposal.equation)
        annotation = self.symbol_in(equation, proposal.symbol)
        if annotation is None:
            return Dropped("no-symbol", proposal.symbol[:LONGEST_MEANING])
        return check_end(replace(proposal, symbol=annotation.symbol.latex), equation, self.study)

    def formula(self, proposals: Proposals) -> tuple[FormulaAssistance, list[Dropped]]:
        """What an answer says of a formula as a whole, beside its symbols: what passes, and what does not."""
        dropped: list[Dropped] = []

        def passed(checked: Iterable[T | Dropped]) -> tuple[T, ...]:
            tried = tuple(checked)
            dropped.extend(each for each in tried if isinstance(each, Dropped))
            return tuple(each for each in tried if not isinstance(each, Dropped))

        asked = (proposals.purpose,) if proposals.purpose is not None else ()
        purpose = next(iter(passed(map(self.sentence, asked))), None)
        sentences, ends = passed(map(self.sentence, proposals.sentences)), passed(map(self.end, proposals.ends))
        return FormulaAssistance(purpose, sentences, ends), dropped

    def symbol_in(self, equation: Equation, spelled: str) -> Annotation | None:
        """The symbol of the formula, or of the rows that it makes one statement with, however its braces are set."""
        wanted = {spelled.strip(" $"), canonical_spelling(spelled.strip(" $"))} if spelled.strip(" $") else set()
        own = annotations_of_rows(equation, self.study)
        return next((each for each in own if wanted & {each.symbol.latex, *each.symbol.written}), None)

    def concept_holds(self, concept: str, annotation: Annotation, words: str) -> bool:
        """Whether the glossary has it, and either the words name it or we weighed it for this symbol ourselves."""
        if concept not in self.study.glossary:
            return False
        weighed = (link.concept for each in annotation.trace.candidates for link in each.links)
        if concept in weighed or concept in (link.concept for link in annotation.links):
            return True
        known, said = self.study.glossary[concept], set(fold_name(words))
        names = (known.name["en"].partition(" (")[0], *known.aliases.get("en", ()))
        return any(folded and set(folded) <= said for folded in map(fold_name, names))

    def _equation(self, identifier: str) -> Equation | None:
        return self.study.equations.get(identifier)

    def _quote(self, text: str, equation: Equation, what: str) -> Quote | Dropped:
        quote = self.quotes.find(text, equation.formula.span)
        if quote is None:
            return Dropped("no-quote", what)
        return Dropped("planted", what) if addresses_a_machine(self.quotes.sentence_around(quote)) else quote

    def _speaks_of(self, quote: Quote, annotation: Annotation, equation: Equation) -> bool:
        """Whether the symbol, or its letter with other scripts, stands in the quotation, and not as an index alone.

        Words without any symbol speak of what stands left in the formula beside them, or of a name that they say.
        """
        own = annotation.symbol
        inside = self.quotes.symbols_in(quote.span)
        if inside:
            return letter_of(own) in map(letter_of, outermost(inside))
        if distance(quote.span, equation.formula.span) > AROUND:
            return False
        return own.latex in self._left_sides(equation) or says_name(own.latex, quote.text)

    def _writes_no_formula(self, words: str, quote: Quote, equation: Equation) -> bool:
        """Whether each formula in the words is a symbol of the formula, or stands in the quotation."""
        wanted = set(map(spelling_key, formulas_in(words)))
        if not wanted:
            return True
        symbols = [each.symbol for each in annotations_of_rows(equation, self.study)]
        symbols += [place.symbol for place in self.quotes.symbols_in(quote.span)]
        spellings = (spelling for symbol in symbols for spelling in (symbol.latex, *symbol.written))
        return wanted <= set(map(spelling_key, (*spellings, *formulas_in(quote.text))))

    def _left_sides(self, equation: Equation) -> set[str]:
        """The symbols that the claims of a formula are about."""
        found: set[str] = set()
        for claim in StatedFormula.of(equation, self.study).claims.claims:
            if claim.left is not None:
                symbol = head_symbol(claim.left)
                found |= {meaning_latex(claim.left), symbol.latex if symbol is not None else ""}
        return found


def outermost(found: Sequence[SymbolPlace]) -> Iterator[Symbol]:
    """The symbols that stand there by themselves: ``\\pi_{\\theta}`` says nothing of ``\\theta``."""
    for place in found:
        if not any(other.holds(place) for other in found):
            yield place.symbol


def letter_of(symbol: Symbol) -> str:
    """What is left of a symbol without its scripts and weight: ``x_i`` is an entry of the vector ``\\bm{x}``."""
    letter = symbol.base or symbol.latex
    bold = next((each for each in BOLD if letter.startswith(each) and letter.endswith("}")), "")
    return letter.removeprefix(bold).removesuffix("}") if bold else letter
