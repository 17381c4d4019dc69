"""Symbols and what speaks of them -> annotations: all options weighed, then meaning and concepts decided together.

Meaning first, since its words say most of the concept; the concept's own evidence has spoken for or against it before.
Every step is kept in the annotation's trace, as far as it changes the candidates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from glossary.model import ConceptId
from reader.limits.watch import spare
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.spelling import defined_spelling
from reader.meaning.linking.candidates import CLAIMED, LIKELY, OF_OTHERS, SHOWN, UNSAID, meaning_of
from reader.meaning.linking.concepts import (
    WeighedOption,
    decided,
    is_same_thing,
    ties_of,
)
from reader.meaning.linking.contradictions.borrowed import is_of_neighbour
from reader.meaning.linking.contradictions.contradictions import is_contradicted
from reader.meaning.linking.features import SymbolScene, is_kind, names_one_of_many, words_of
from reader.meaning.linking.fitting import bar_of, fits, without_doubt
from reader.meaning.linking.forest import Judge, judge_from, read_weights
from reader.meaning.linking.fuller.fuller import with_fuller_words
from reader.meaning.linking.pool import options_of
from reader.meaning.linking.roles import role_of, with_owners
from reader.meaning.linking.senses import (
    SenseGroup,
    senses_of,
    with_local,
    with_scope,
    with_sign,
)
from reader.meaning.linking.signs import sign_in_formulas
from reader.meaning.linking.structure import is_index_of
from reader.meaning.linking.unsaid.telling import with_formulas
from reader.meaning.linking.witnesses import witnesses_of
from reader.meaning.prose.phrases import unclaimed
from reader.model.annotations import Annotation, Candidate, Candidates, ConceptLink, Definition, Sense, Trace
from reader.model.symbols import Symbol

INDEX_OF = "index of the {}"
AS_SURE = 0.05  # how much less sure a claim may be that says more
OPENING = ("", "{", "[")
RATHER = 0.55  # what is likelier than this goes before words about another spelling that would not be shown unmarked
SURELY = 0.65  # how likely what is usual must be to go before a claim that names a kind of thing alone
AS_LIKELY = 0.1  # how much less likely one may be that says which, where the surest names a kind alone
WORD_IN_SCRIPT = "{\\mathrm{"  # in a canonical spelling with a word as its label
STEPS = (
    "pool",
    "decision",
    "senses",
    "owner",
    "formulas",
    "fuller",
    "correction",
    "model",
)  # of a trace, in their order


@cache
def built_in_judge() -> Judge:
    """The weights that come with the program."""
    return judge_from(read_weights())


@dataclass(frozen=True, slots=True)
class WeighedSymbol:
    """A symbol with its options weighed."""

    scene: SymbolScene
    options: tuple[WeighedOption, ...]


def annotate(evidence: LinkingEvidence, judge: Judge | None = None) -> tuple[Annotation, ...]:
    """One annotation per symbol of the paper, in their order."""
    judge = judge or built_in_judge()
    _ = evidence.shelf  # what is made once is not charged to the first symbol's time
    weighed = [spare("linking", symbol, None, weigh, symbol, evidence, judge) for symbol in evidence.symbols]
    often = concepts_by_frequency([one for one in weighed if one is not None])
    annotations = [
        _spared(symbol, one, often, evidence, judge) for symbol, one in zip(evidence.symbols, weighed, strict=True)
    ]
    owned = spare("linking", None, tuple(annotations), with_owners, annotations, evidence)
    told = spare("linking", None, owned, with_formulas, owned, evidence)
    return spare("linking", None, told, with_fuller_words, told, evidence)


def weigh(symbol: Symbol, evidence: LinkingEvidence, judge: Judge) -> WeighedSymbol:
    """How likely each option of a symbol is."""
    options = options_of(symbol, evidence)
    scene = SymbolScene(symbol, options, evidence)
    shared = judge.meaning.row(scene.shared)
    weighed = []
    for number, option in enumerate(options):
        features = scene.own_features(number)
        row = judge.meaning.row(features, shared)
        claim = judge.claim.likelihood_of(row) if option.statement is not None else 0.0
        likelihood = judge.meaning.likelihood_of(row)
        weighed.append(WeighedOption(option, likelihood, claim, is_same_thing(option, features, symbol.latex)))
    return WeighedSymbol(scene, tuple(weighed))


def concepts_by_frequency(weighed: Sequence[WeighedSymbol]) -> Counter[ConceptId]:
    """How many spellings are likely to stand for a concept."""
    return Counter(
        concept
        for one in weighed
        for concept in {each.option.concept for each in one.options if each.likelihood > 0.5}
        if concept is not None
    )


def _spared(
    symbol: Symbol, weighed: WeighedSymbol | None, often: Counter[ConceptId], evidence: LinkingEvidence, judge: Judge
) -> Annotation:
    unknown = Annotation(symbol, "unknown", None, None, ())
    if weighed is None:
        return unknown
    return spare("linking", symbol, unknown, decide, weighed, often, evidence, judge)


def decide(weighed: WeighedSymbol, often: Counter[ConceptId], evidence: LinkingEvidence, judge: Judge) -> Annotation:
    """What is shown of a symbol: one meaning with its concepts for each sense. What a sign's places force is not
    weighed against the options."""
    symbol = weighed.scene.symbol
    forced = sign_in_formulas(symbol, evidence)
    refused = [one for one in weighed.options if is_contradicted(one.option, symbol, evidence)]
    shown = _chosen_of(symbol, weighed, refused, evidence) if forced is None else None
    ordered = sorted(weighed.options, key=lambda one: (one is not shown, -one.claim, -one.likelihood))
    candidates = tuple(_candidate(one, weighed, often, evidence, judge, first=one is shown) for one in ordered)
    trace = Trace().then("pool", tuple(one.option.proposed(one.likelihood) for one in ordered))
    if shown is None and forced is None:
        quoted = _quotation(None, weighed, evidence, judge)
        return Annotation(symbol, "unknown", None, quoted, (), (), role_of(symbol, None), trace=trace)
    stated = [
        one for one, each in zip(candidates, ordered, strict=True) if each.claim >= LIKELY and each not in refused
    ]
    if shown is None:
        candidates = (forced or UNSAID, *candidates)
    senses = with_sign(symbol, candidates, senses_of(symbol, stated, evidence), evidence)
    senses = with_local(symbol, candidates, senses, evidence)
    senses = with_scope(symbol, candidates, senses, evidence)
    trace = trace.then("decision", candidates).then("senses", _by_sense(candidates, senses))
    first = trace.candidates[0]
    return Annotation(
        symbol,
        first.status,
        meaning_of(first, evidence.glossary),
        _quotation(first, weighed, evidence, judge),
        first.links,
        tuple(_sense(one.shown, tuple(one.equations), evidence) for one in senses) if len(senses) > 1 else (),
        role_of(symbol, first),
        first.statement.spelling if first.statement and first.inherited else None,
        trace,
        confidence=first.confidence,
    )


def _chosen_of(
    symbol: Symbol, weighed: WeighedSymbol, refused: Sequence[WeighedOption], evidence: LinkingEvidence
) -> WeighedOption | None:
    """What is chosen, and in place of words that are a neighbour's alone what is no word of the author's."""
    left = [one for one in weighed.options if one not in refused]
    shown = chosen(left)
    if shown is None or is_claimed(shown) or not is_of_neighbour(shown.option, symbol, evidence):
        return shown
    return chosen([one for one in left if one.option.statement is None])


def chosen(options: Sequence[WeighedOption]) -> WeighedOption | None:
    """What the author says most surely, of this very spelling if of it at all; else what is likeliest, if it is likely
    enough to be shown. Unlikely words about another spelling give way to what is likely: the prior ``p`` is no
    ``p_{\\theta}``. An author's word that tells it from no other is its kind, and not what it means."""
    worded = [one for one in options if one.option.meaning and not _is_type(one)]
    claimed = list(filter(is_claimed, worded))
    claimed = [one for one in claimed if one.option.source == "own"] or claimed
    likeliest = max((one for one in worded if one.option.holds), key=lambda one: one.likelihood, default=None)
    if likeliest is not None and likeliest.likelihood >= RATHER:
        claimed = [one for one in claimed if one.option.source == "own" or one.likelihood >= SHOWN]
    if claimed:
        best = _fullest(claimed)
        return likeliest if likeliest is not None and _says_which(likeliest, best) else best
    if likeliest is None:
        return None
    likeliest = _in_pattern(_whole(likeliest, worded), worded)
    return likeliest if likeliest.likelihood >= OF_OTHERS.get(likeliest.option.source, SHOWN) else None


def _says_which(likeliest: WeighedOption, claim: WeighedOption) -> bool:
    """Whether the likeliest says what a symbol is where the author's words name a kind of thing alone: beside "the
    argument $t$" that it is a time."""
    told, is_ours = likeliest.option.meaning, likeliest.option.statement is None
    is_likelier = likeliest.likelihood > max(claim.likelihood, SURELY)
    return is_ours and is_likelier and is_kind(claim.option.meaning) and not is_kind(told)


def _fullest(claimed: Sequence[WeighedOption]) -> WeighedOption:
    """The surest of claims, or one as sure that says the same in more words: "temperature of the softmax". One that
    only names a kind of thing, "constant", gives way to one about as likely that says which: "Lipschitz constant"."""
    claimed = [one for one in claimed if not _is_of_value(one)] or claimed
    surest = max(claimed, key=lambda one: one.claim)
    telling = words_of(surest.option.meaning).telling
    as_sure = [one for one in claimed if surest.claim - one.claim <= AS_SURE]
    fuller = [one for one in as_sure if telling and telling <= words_of(one.option.meaning).telling]
    best = max(fuller, key=lambda one: len(words_of(one.option.meaning).telling), default=surest)
    if not is_kind(best.option.meaning):
        return best
    particular = [
        one for one in claimed if not is_kind(one.option.meaning) and one.likelihood >= best.likelihood - AS_LIKELY
    ]
    return max(particular, key=lambda one: one.claim, default=best)


def _is_of_value(one: WeighedOption) -> bool:
    """Whether words stand before a value that the symbol takes, another letter: "at the stopping time $t = \\tau$". A
    formula that defines it is none: "the Laplacian $L = D - A$"."""
    if one.option.statement is None:
        return False
    said = one.option.statement.definition
    behind = said.sentence.partition(said.text)[2].lstrip()
    name, _, value = behind.removeprefix("$").partition("$")[0].partition("=")
    value = value.partition("=")[0].partition(r"\equiv")[0].strip()
    is_beside = behind.startswith("$") and name.strip() == said.symbol.strip()
    return is_beside and value[:1] not in OPENING and not set("(,") & set(value) and bool(defined_spelling(value))


def _whole(likeliest: WeighedOption, worded: Sequence[WeighedOption]) -> WeighedOption:
    """What is usual of the letter with this word as its label, before what is usual of any with the letter: a
    ``L_{\\mathrm{rec}}`` is a reconstruction error before it is a loss."""
    if likeliest.option.row is None or likeliest.option.row.base is None:
        return likeliest
    rows = ((one, one.option.row) for one in worded if one.option.holds and one.likelihood >= SHOWN)
    whole = (one for one, row in rows if row is not None and WORD_IN_SCRIPT in (row.symbol or ""))
    return max(whole, key=lambda one: one.likelihood, default=likeliest)


def _in_pattern(likeliest: WeighedOption, worded: Sequence[WeighedOption]) -> WeighedOption:
    """What a named pattern around the letter makes of it, where that is likely, before another thing that is usual of
    the letter: the page says so of the pattern, too. A value projection is no other thing than a projection."""
    usual = likeliest.option
    if usual.source != "usual":
        return likeliest
    shown = (one for one in worded if one.option.source == "pattern" and one.likelihood >= SHOWN)
    patterns = (one for one in shown if not usual.meaning.endswith(one.option.meaning))
    return max(patterns, key=lambda one: one.likelihood, default=likeliest)


def is_claimed(one: WeighedOption) -> bool:
    """Whether it is marked as what the author says. A label makes another thing: what is said of ``x``, or of
    ``x_{\\mathrm{old}}``, is no claim about ``x_{\\mathrm{ref}}``."""
    statement = one.option.statement
    says_it = statement is not None and statement.definition.phrase not in unclaimed()
    is_sure = says_it and one.same_thing and one.claim >= CLAIMED
    return is_sure and not _is_doubtful(one)


def _is_doubtful(one: WeighedOption) -> bool:
    """Whether words say too little to be a claim about this symbol, or are too unlikely to be right: "samples"."""
    meaning = one.option.meaning
    is_unlikely = one.option.source == "own" and one.likelihood < SHOWN and not words_of(meaning).telling
    return is_unlikely or _is_type(one)


def _is_type(one: WeighedOption) -> bool:
    return one.option.statement is not None and names_one_of_many(one.option.meaning)


def _candidate(
    one: WeighedOption,
    weighed: WeighedSymbol,
    often: Counter[ConceptId],
    evidence: LinkingEvidence,
    judge: Judge,
    *,
    first: bool,
) -> Candidate:
    """An option with its concepts; those of what is not shown are weighed only where it may be a sense."""
    links: tuple[ConceptLink, ...] = ()
    if first or one.claim >= LIKELY:
        claimed = one.option.statement is not None and is_claimed(one)
        ties = [
            tie
            for tie in ties_of(weighed.scene, weighed.options, one, often, evidence)
            if fits(tie, one, evidence.glossary, claimed=claimed)
        ]
        told = [(tie, decided(tie, judge.concept.likelihood(tie.features))) for tie in ties]
        named = one.option.concept if one.option.row is not None else None  # whose phrase the meaning is
        is_worded = claimed and weighed.scene.symbol.kind == "identifier"
        bars = (bar_of(tie, one, evidence.glossary, claimed=is_worded) for tie in ties)
        likely = (link for (_, link), bar in zip(told, bars, strict=True) if link.confidence >= bar)
        links = tuple(sorted(likely, key=lambda link: (link.concept != named, -link.confidence)))
        links = tuple(replace(link, confidence=judge.concept.share_right(link.confidence)) for link in links)
        links = without_doubt(links, weighed.scene.symbol, one, evidence, claimed=claimed)
    found = one.option.candidate(judge.meaning.share_right(one.likelihood), links)
    if one.option.source == "own" and is_index_of(weighed.scene.symbol, one.option.meaning, evidence):
        found = replace(found, meaning=INDEX_OF.format(one.option.meaning))
    return replace(found, status="mention") if one.option.statement and not is_claimed(one) else found


def _by_sense(candidates: Candidates, senses: Sequence[SenseGroup]) -> Candidates:
    """What holds in some equation goes before what holds in none."""
    shown = [sense.shown for sense in senses if sense.shown is not UNSAID]
    return (*shown, *(one for one in candidates if all(one is not other for other in shown)))


def _quotation(
    first: Candidate | None, weighed: WeighedSymbol, evidence: LinkingEvidence, judge: Judge
) -> Definition | None:
    """The author's sentence about a symbol: that of the words shown, else the one that is likeliest to define it."""
    if first is not None and first.statement is not None and first.status == "paper":
        return first.statement.definition
    names = evidence.glossary[first.links[0].concept].english_names if first and first.links else ()
    witnesses = witnesses_of(weighed.scene, weighed.options, evidence, names)
    best = max(witnesses, key=lambda one: judge.quote.likelihood(one.features), default=None)
    return best.quoted(weighed.scene, evidence) if best else None


def _sense(candidate: Candidate, equations: tuple[str, ...], evidence: LinkingEvidence) -> Sense:
    meaning = meaning_of(candidate, evidence.glossary) or ""
    source = candidate.statement.definition if candidate.statement else None
    return Sense(meaning, source, candidate.status, equations, candidate.links, candidate.confidence)
