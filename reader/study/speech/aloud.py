"""A formula read aloud, in English and Japanese, as a lecturer says it or so exactly that it can be written down.

The words come from ``spoken_*.toml``: a row for every letter, sign and kind of piece.
"""

from __future__ import annotations

from collections.abc import Mapping

from reader.formula.semantics.declared_names import DeclaredNames
from reader.formula.semantics.nodes import Meaning
from reader.formula.semantics.parser import read_meaning
from reader.formula.syntax.nodes import Expression
from reader.formula.syntax.parsing import parse_formula
from reader.study.speech import functions, operators, prose, scripts, statements
from reader.study.speech.letters import letters_told_apart
from reader.study.speech.meanings import say
from reader.study.speech.outline import MOST, is_brief, told
from reader.study.speech.speaker import LANGUAGES, Language, Speaker, tidy

# Each of these adds its rows to those of ``meanings`` and ``layout``.
PARTS = (functions, operators, prose, scripts, statements)

__all__ = ["LANGUAGES", "Language", "Speaker", "read_aloud", "speak", "speaker_for", "tell_part"]


def read_aloud(
    latex: str,
    language: Language = "en",
    *,
    exact: bool = False,
    names: Mapping[str, str] | None = None,
    evidence: DeclaredNames | None = None,
) -> str:
    """The words for a formula without author's macros. Never raises: what is not understood is read as it stands.

    ``exact`` says where fractions, sums and scripts end; ``names`` are words in place of symbols, by canonical
    spelling; ``evidence`` is what the paper says of its names elsewhere.

    >>> read_aloud(r"\\frac{QK^\\top}{\\sqrt{d_k}}", "ja")
    'ルート ディーケー 分の キュー ケー 転置'
    """
    expression = parse_formula(latex)
    speaker = speaker_for(expression, language, exact=exact, names=names)
    return speak(speaker, read_meaning(expression, evidence))


def tell_part(latex: str, language: Language = "en") -> str:
    """A formula as a noun within a sentence: "x in S". A long one is told by its outer parts."""
    expression = parse_formula(latex)
    speaker, meaning = speaker_for(expression, language), read_meaning(expression)
    said = tidy(statements.noun(speaker, meaning).text, language) if is_brief(meaning, language) else ""
    return said if 0 < len(said) <= MOST[language] else told(speaker, meaning)


def speaker_for(
    expression: Expression, language: Language, *, exact: bool = False, names: Mapping[str, str] | None = None
) -> Speaker:
    """Someone who reads this formula, and knows which of its letters must be told apart."""
    told_apart = {} if exact else letters_told_apart(expression.latex)
    return Speaker(language, exact, names or {}, told_apart)


def speak(speaker: Speaker, meaning: Meaning) -> str:
    """The words of a content tree or a part of it."""
    return tidy(say(speaker, meaning).text, speaker.language)
