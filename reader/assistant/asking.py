"""Questions put to a model: what leaves the machine and what it costs is said before, what it did cost after.

Answers are kept by the content of their question, so that nothing is asked twice. Where the model fails, the rest is
not asked, and the reading stands without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from reader.assistant.client import ModelClient
from reader.assistant.questions import instructions
from reader.assistant.shelf import AnswerShelf, keep
from reader.errors import AssistantError
from reader.messages import Language, error_text, sentences

if TYPE_CHECKING:
    from reader.assistant.questions import Question
    from reader.assistant.settings import ModelSettings
    from reader.model.source import Paper

LETTERS_PER_TOKEN = 3.2  # of LaTeX and English; of scripts without spaces a sign is a token
TOKENS_BACK = 250  # of an answer, as a guess
MOST_FAILURES = 2  # one after the other, behind which nothing more is asked
MILLION = 1_000_000
NOTICES = {  # whether the model is on this machine, whether it is asked about one formula alone
    (False, False): "leaves",
    (False, True): "leaves-one",
    (True, False): "stays-here",
    (True, True): "stays-here-one",
}

say = sentences("assistant")
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """How it went: answers that came, answers that lay there, questions without; ``error`` is why, one sentence."""

    came: int = 0
    cached: int = 0
    missing: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    error: AssistantError | None = None


@dataclass(frozen=True, slots=True)
class SecondReader:
    """A model that is asked about papers. ``tell`` is told everything, a sentence at a time."""

    settings: ModelSettings
    shelf: AnswerShelf
    language: Language
    tell: Say

    def ask(self, questions: Sequence[Question], paper: Paper) -> Asked:
        """Asks what was not answered yet, and keeps the answers.

        Raises :class:`AssistantError` before anything is sent, where the client is not installed or the licence
        forbids it.
        """
        known = self.shelf.open()
        missing = [each for each in questions if known.find(each.key) is None]
        if not missing:
            return Asked(cached=len(questions))
        refuse_licence(paper, self.settings)
        client = ModelClient(self.settings)
        self.tell(notice(missing, paper, self.settings, self.language))
        asked = self._ask_each(missing, client, len(questions) - len(missing))
        if asked.error is not None:
            self.tell(error_text(asked.error, self.language))
        if told := account(asked, self.settings, self.language):
            self.tell(told)
        return asked

    def _ask_each(self, questions: Sequence[Question], client: ModelClient, cached: int) -> Asked:
        started, came, sent, back, failures = monotonic(), 0, 0, 0, 0
        error: AssistantError | None = None
        for question in questions:
            try:
                answer = client.ask(question)
                sent, back = sent + answer.tokens_in, back + answer.tokens_out
                if answer.fault is not None:
                    raise answer.fault
                keep(self.settings.model, question.key, answer.text)
            except AssistantError as fault:
                error, failures = fault, failures + 1
                if failures >= MOST_FAILURES or fault.kind in FINAL:
                    break
                continue
            failures, came = 0, came + 1
        return Asked(came, cached, len(questions) - came, sent, back, monotonic() - started, error)


FINAL = frozenset(  # what the next question would meet as well
    ("model-unreachable", "model-refused", "model-key", "model-unknown", "model-busy", "answers-unkept")
)


# --- what may be sent ------------------------------------------------------------------------------------------------


def refuse_licence(paper: Paper, settings: ModelSettings) -> None:
    """Raises :class:`AssistantError` where the text would go to another machine and nothing says that it may."""
    if settings.is_here or settings.sends == "any" or paper.is_free:
        return
    kind = "licence-unknown" if paper.licence is None else "licence-not-free"
    raise AssistantError(kind, host=settings.host, licence=paper.licence or "")


# --- what is said ----------------------------------------------------------------------------------------------------


def notice(questions: Sequence[Question], paper: Paper, settings: ModelSettings, language: Language) -> str:
    """What leaves the machine, where it goes, and what that may cost."""
    characters = sum(each.characters for each in questions)
    tokens_in, tokens_out = tokens_of(questions), TOKENS_BACK * len(questions)
    return (
        say(
            NOTICES[settings.is_here, len(questions) == 1],
            language,
            model=settings.model,
            host=settings.host,
            title=paper.title or say("no-title", language),
            formulas=len(questions),
            characters=f"{characters:,}",
            licence=paper.licence or say("no-licence", language),
            tokens=f"{tokens_in + tokens_out:,}",
        )
        + _whole(questions, language)
        + _money("may-cost", tokens_in, tokens_out, settings, language)
    )


def account(asked: Asked, settings: ModelSettings, language: Language) -> str:
    """What it did cost; "" where nothing came, and nothing was counted."""
    if not asked.came and not asked.tokens_in and not asked.tokens_out:
        return ""
    return say(
        "asked-one" if (asked.came, asked.cached, asked.missing) == (1, 0, 0) else "asked",
        language,
        came=asked.came,
        cached=asked.cached,
        missing=asked.missing,
        tokens=f"{asked.tokens_in + asked.tokens_out:,}",
        seconds=round(asked.seconds),
    ) + _money("did-cost", asked.tokens_in, asked.tokens_out, settings, language)


def tokens_of(questions: Sequence[Question]) -> int:
    """About how many tokens are sent, the instructions with each question."""
    counts = Counter(text for each in questions for text in (each.paper, each.content))  # the paper is one for all
    signs = sum(number * sum(1 for sign in text if sign > "\u2fff") for text, number in counts.items())
    letters = sum(each.characters + len(instructions()) for each in questions) - signs
    return round(letters / LETTERS_PER_TOKEN) + signs


def _whole(questions: Sequence[Question], language: Language) -> str:
    """That the paper goes along, where it does."""
    longest = max((len(each.paper) for each in questions), default=0)
    key = "whole-paper-one" if len(questions) == 1 else "whole-paper"
    return " " + say(key, language, characters=f"{longest:,}") if longest else ""


def _money(key: str, tokens_in: int, tokens_out: int, settings: ModelSettings, language: Language) -> str:
    if settings.prices is None:
        return ""
    price = (tokens_in * settings.prices[0] + tokens_out * settings.prices[1]) / MILLION
    return " " + say(key, language, price=f"{price:.4f}")


def dropped_lines(dropped: Mapping[str, int], language: Language) -> list[str]:
    """A line for each reason why something was dropped."""
    told = ((number, say(f"dropped-{reason}", language)) for reason, number in dropped.items())
    return [f"{number} × {why}" for number, why in told]
