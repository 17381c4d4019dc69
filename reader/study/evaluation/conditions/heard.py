"""The conditions that a display and the words around it say: "for small $h$", "when $r \\ll c$"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Chain, Grid, Meaning, Statements, bare
from reader.study.evaluation.conditions.asked import (
    CLEARLY,
    FAR_ABOVE,
    FAR_BELOW,
    ONE,
    TOWARDS,
    Condition,
    conditions_in,
)
from reader.study.noun_kinds import THING, quantity_of
from reader.study.purpose.surroundings import FORMULA

if TYPE_CHECKING:
    from reader.model.document import Equation
    from reader.model.reading import Reading
    from reader.study.purpose.surroundings import NearSentence
    from reader.study.study import Study

LONGEST_WORD = 24
REACH, NEAR = 8, 2  # words looked at beside a formula; between what is compared
SHORT = 5  # words and formulas of a sentence that only goes on
LAYING_OUT = frozenset({"assume", "suppose", "consider", "regime", "limit"})
SUPPOSING_SIZES = frozenset({"for", "when", "whenever", "if", "assuming", "provided", "at", "limit", "regime"})
SUPPOSING = SUPPOSING_SIZES | {"as", "assume", "suppose", "since", "because", "where", "in", "under", "with", "valid"}
UNLESS = frozenset({"unless", "except", "without", "than"})
TURNING = frozenset({"otherwise", "whereas", "while", "but", "however", "contrast", "unlike"})
HOLDING = frozenset({"approximation", "holds", "valid", "expansion"})  # "This holds for small $h$."
PASSED = frozenset({"a", "an", "the", "sufficiently", "very", "all", "any", "relatively", "both"})
SIZES = {"small": "small", "tiny": "small", "large": "large", "big": "large"}
ENDS = {
    **{f"{verb} {size}": size for verb in ("is", "are") for size in SIZES},
    **{f"{verb} {end}": size for verb in ("tends to", "goes to") for end, size in (("zero", "small"), ("0", "small"),
                                                                                 ("infinity", "large"))},
    "approaches zero": "small", "approaches infinity": "large", "is negligible": "small",
}  # fmt: skip
COMPARISONS = {
    f"{verb}{much}{word}": (bool(much) or "compared" in word, more)
    for words, more in ((("larger than", "greater than", "bigger than", "higher than", "above"), True),
                        (("smaller than", "less than", "lower than", "below"), False))
    for word in words for verb in ("is ", "are ", "") for much in ("much ", "far ", "significantly ", "")
} | {f"{verb}{word} compared {to}": (True, word == "large") for verb in ("is ", "are ", "")
     for word in ("small", "negligible", "large") for to in ("to", "with")}  # fmt: skip
Token = str | Meaning  # of a sentence: a word, or a formula in it


def heard_in(tokens: Sequence[Token]) -> Iterator[Condition]:
    """What the words around a formula say it holds for: "when $r \\ll c$", "for small $h$", "if $x$ is much larger than
    $y$", "as $n$ tends to infinity".
    """
    for at, token in enumerate(tokens):
        if isinstance(token, str):
            continue
        before, behind = words_of(tokens[max(0, at - REACH) : at]), words_of(tokens[at + 1 : at + 1 + REACH])
        if SUPPOSING.isdisjoint(before) or not UNLESS.isdisjoint(before):
            continue
        if isinstance(token, Chain):
            yield from conditions_in(token)
            continue
        yield from _of_size(token, before, behind)
        other = next((each for each in tokens[at + 1 : at + 1 + REACH] if not isinstance(each, str)), None)
        if other is not None and not isinstance(other, Chain):
            yield from _compared(token, " ".join(behind[: behind.index(FORMULA)]), other)


def words_of(tokens: Sequence[Token]) -> list[str]:
    """The words, adverbs and articles left out, with a mark in the place of each formula."""
    return [each if isinstance(each, str) else FORMULA for each in tokens if each not in PASSED]


def _of_size(name: Meaning, before: list[str], behind: list[str]) -> Iterator[Condition]:
    """``h`` of "for small $h$", "for small steps $h$", "$h$ is small" and "$h$ tends to zero"."""
    last = max(k for k, word in enumerate(before) if word in SUPPOSING)
    led = before[last + 1 :] if before[last] in SUPPOSING_SIZES else []
    near = [word for word in led if word in SIZES] if FORMULA not in led else []
    noun = " ".join(led[led.index(near[0]) + 1 :]) if near else ""
    near = near if not noun or quantity_of(noun) not in (None, THING) else []
    told = [" ".join(behind[:count]) for count in (2, 3)]
    said = near if len(near) == 1 else [ENDS[each] for each in told if each in ENDS and behind[2:3] != ["compared"]]
    if said:
        yield Condition(name, ONE) if SIZES[said[0]] == "small" else Condition(ONE, name)


def _compared(name: Meaning, words: str, other: Meaning) -> Iterator[Condition]:
    """Of "$x$ is much larger than $y$" and "$x$ is small compared to the radius $y$"."""
    for phrase, (far, more) in COMPARISONS.items():
        if words.startswith(phrase) and len(words.removeprefix(phrase).split()) <= NEAR:
            low, high = (other, name) if more else (name, other)
            yield Condition(low, high, CLEARLY if far else 1)
            return


def conditions_of(said: Meaning) -> Iterator[Condition]:
    """Those that stand in a display behind what it says: ``y \\approx a / c, \\quad a \\ll c``."""
    lines = said.rows if isinstance(said, Grid) and said.kind == "lines" else ((said,),)
    for node in (cell for row in lines for cell in row):
        for words, item, behind in led_in(node) if isinstance(node, Statements) else ():
            far = isinstance(item, Chain) and {each.sign for each in item.relations} <= FAR_BELOW | FAR_ABOVE | TOWARDS
            yield from conditions_in(item) if far else heard_in([*words, item, *behind])


def led_in(said: Statements) -> Iterator[tuple[list[str], Meaning, list[str]]]:
    """The statements behind the first one, each with the words before and behind it."""
    marks = [" ".join(each).replace("{", " ").replace("}", " ").casefold().split() for each in said.separators]
    words = [[word for word in each if word.isalpha()] for each in marks]
    words += [[] for _ in said.items]
    for k, item in enumerate(said.items[1:]):
        yield words[k], bare(item), words[k + 1]


def conditions_around(equation: Equation, study: Study) -> Iterator[Condition]:
    """What the sentence in which a display stands says it holds for."""
    if not equation.display:
        return
    led = 0
    for count, piece in enumerate(islice(study.surroundings.before(equation), 2)):
        tokens = tokens_of(piece, equation, study)
        if count and (led > SHORT or LAYING_OUT.isdisjoint(words_of(tokens))):
            break  # two sentences on it holds where the last one only goes on: "Then we have"
        led = len(tokens)
        turned = max((k for k, each in enumerate(tokens) if each in TURNING), default=-1)
        yield from heard_in(tokens[turned + 1 :])
    for piece in islice(study.surroundings.after(equation), 1):
        tokens = tokens_of(piece, equation, study)
        turned = min((k for k, each in enumerate(tokens) if each in TURNING), default=len(tokens))
        if goes_on(piece.text, tokens):
            yield from heard_in(tokens[:turned])


def goes_on(text: str, tokens: Sequence[Token]) -> bool:
    """Whether what stands behind a display says when it holds, and not what follows from it."""
    first = next((letter for letter in text if letter.isalpha()), "A")
    opening = [each for each in tokens[:6] if isinstance(each, str)]
    lower = first.islower() and text.lstrip(" ~\n,;")[:1] not in "$\\"
    return (lower and opening[:1] != [] and opening[0] in SUPPOSING) or (
        opening[:1] == ["this"] and not HOLDING.isdisjoint(opening)
    )


def tokens_of(piece: NearSentence, equation: Equation, study: Study) -> list[Token]:
    """The words of a sentence and its formulas; nothing where these are not told apart."""
    in_file = study.inline_formulas.get(equation.formula.span.file, ())
    formulas = in_file[bisect_left(in_file, piece.start, key=_start) : bisect_left(in_file, piece.end, key=_start)]
    chunks = piece.plain.casefold().split(FORMULA)
    if len(chunks) != len(formulas) + 1:
        return []
    tokens: list[Token] = []
    for k, chunk in enumerate(chunks):
        words = "".join(letter if letter.isalnum() else " " for letter in chunk).split()
        tokens += [*words, study.trees.meaning(formulas[k])] if k < len(formulas) else words
    return tokens


def _start(equation: Equation) -> int:
    return equation.formula.span.start


def word_before(equation: Equation, reading: Reading) -> str:
    """The last word before a formula of the text, "" where it opens a bracket or stands behind a mark."""
    span = equation.formula.span
    words = reading.bundle.files[span.file].text[max(0, span.start - LONGEST_WORD) : span.start]
    return (words.rstrip("$(\\~ \n").casefold().split() or [""])[-1] if not words.rstrip("$ ").endswith("(") else ""
