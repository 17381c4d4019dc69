"""How sure an answer must be, what a candidate means, and why."""

from __future__ import annotations

from collections.abc import Mapping

from glossary import Glossary
from reader.limits.memory import cached_for_a_paper
from reader.messages import LANGUAGES, table
from reader.model.annotations import Candidate

SHOWN = 0.33  # a meaning that is less likely is not shown
OF_OTHERS: Mapping[str, float] = {  # the same for what is only said of other spellings, by the source of the words
    "base": 0.55,  # of the bare letter: below, sixteen in seventeen of such words were wrong
    "sibling": 0.4,  # of the letter with other scripts: below, thirteen in fourteen
    "part": 0.45,
}
TIED = 0.55  # the same for a concept
CLAIMED = 0.54  # what the author is less likely to say so is not marked as the author's
LIKELY = 0.5  # what the author says no surer than this is no sense of its own
COUNTING = 0.75  # how sure it is that a letter in scripts alone is an index
UNSAID = Candidate("unknown", 0.0)  # in formulas that nothing said of the symbol reaches


def meaning_of(candidate: Candidate, glossary: Glossary) -> str | None:
    """What it says the symbol is: the author's words, else those of the concept that it is tied to first."""
    return candidate.meaning or (glossary[candidate.links[0].concept].phrase.get("en") if candidate.links else None)


def reason(key: str, **blanks: str | Mapping[str, str]) -> Mapping[str, str]:
    """A row of ``reader/messages/linking.toml`` in every language; a blank may have a text for each."""
    texts = tuple(
        (name, (text,) * len(LANGUAGES) if isinstance(text, str) else tuple(text[language] for language in LANGUAGES))
        for name, text in blanks.items()
    )
    return _reason(key, texts)


@cached_for_a_paper(2048)
def _reason(key: str, blanks: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, str]:
    """The same reason is given for many symbols."""
    row = table("linking")[key]
    return {
        language: row[language].format(**{name: texts[number] for name, texts in blanks})
        for number, language in enumerate(LANGUAGES)
    }
