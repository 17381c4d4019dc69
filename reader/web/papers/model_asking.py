"""A model asked from a symbol's note: what would be sent and what that may cost first, then the answer, checked, kept.

What is asked is made, and what comes is checked, in the process that has the paper; the network is here, on a thread of
its own, so that whoever waits for a model keeps nobody from the paper. Two kinds of pieces::

    notice, of [symbol, equation, language, whole, when]: {"key", "notice", "there": bool} | {"why"}  # nothing is sent
    told, of [symbol, equation, language, whole, key, when]:
        {"kept": bool, "others": bool, "formula", "why", "account"}

With ``whole`` the text of the paper goes along. The ``key`` is what was agreed to; ``others`` says that something was
kept of other symbols, ``formula`` is the one of which something is shown as a whole, or "".
"""

from __future__ import annotations

import json
import traceback
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final, cast

from reader.batch.worker import WorkerStopped
from reader.errors import ReaderError
from reader.messages import LANGUAGES, Language, error_text, sentences, table
from reader.output.rows.row import Row
from reader.user import settings
from reader.web.papers.desk import DeskQuestion

if TYPE_CHECKING:
    from reader.assistant.asking import Asked
    from reader.assistant.formula_asking import KeptAnswer
    from reader.assistant.questions import Question
    from reader.assistant.settings import ModelSettings
    from reader.model.source import Paper
    from reader.web.papers.desks import Page

KINDS: Final = frozenset(("notice", "told"))
KEPT: Final = 64  # outcomes: one can be lost on its way, and is asked for again
WORDS: Final = (  # of the note
    "ask-model", "send-it", "show-it", "leave-it", "looking", "being-asked", "with-whole-paper", "formula-told",
    "see-formula",
)  # fmt: skip

told_of = sentences("assistant")


class Waiting:
    """What stands in the place of an answer that has not come yet."""


WAITING: Final = Waiting()


def model_in_use() -> ModelSettings | None:
    """The model that may be asked now; None where none is set up, or one elsewhere while the app stays offline.

    Raises :class:`reader.errors.AssistantError` where what is set up cannot be right.
    """
    now = settings.load()
    from reader.assistant.settings import model_settings

    found = model_settings(now)
    return None if found is None or (now.offline and not found.is_here) else found


def asking_in(page: Page) -> Row | None:
    """What the view needs to offer it; None where nothing can be asked, or nothing that is answered could be kept."""
    if page.choice.corrections is None:
        return None
    try:
        found = model_in_use()
    except ReaderError:  # which the settings say
        return None
    texts = table("assistant")
    return None if found is None else {"name": found.model, "texts": {key: texts[key] for key in WORDS}}


def piece(page: Page, kind: str, name: str) -> Row | Waiting | None:
    """One piece; None where it is asked for in no form that the view has."""
    try:
        symbol, equation, language, whole, *more = json.loads(name)
        wanted = Wanted(
            str(symbol), str(equation), str(language), whole is True, str(more[0]) if kind == "told" else ""
        )
    except (ValueError, TypeError, LookupError):
        return None
    return _notice(page, wanted) if kind == "notice" else TALKS.outcome(page, wanted, name)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A symbol, the formula where it was picked, whether the text of the paper goes along, and what its reader agreed
    to: :func:`_agreement`.
    """

    symbol: str
    equation: str
    spoken: str
    whole: bool = False
    key: str = ""

    @property
    def language(self) -> Language:
        return next((each for each in LANGUAGES if each == self.spoken), LANGUAGES[0])


def _notice(page: Page, wanted: Wanted) -> Row:
    """What would leave the machine, and what that may cost; or why nothing can be asked."""
    from reader.assistant.asking import notice, refuse_licence
    from reader.assistant.client import ModelClient

    try:
        asked, model = _question(page, wanted), model_in_use()
        if asked is None or model is None:
            return {"why": told_of("nothing-to-ask", wanted.language)}
        question, paper = asked
        if _answer(model, question):
            there = told_of("answer-there", wanted.language, model=model.model)
            return {"key": _agreement(question, model), "notice": there, "there": True}
        refuse_licence(paper, model)
        ModelClient(model)  # whether it is installed
        said = notice([question], paper, model, wanted.language)
        return {"key": _agreement(question, model), "notice": said, "there": False}
    except ReaderError as error:
        return {"why": error_text(error, wanted.language)}
    except WorkerStopped:
        return {"why": told_of("asking-failed", wanted.language)}


def _question(page: Page, wanted: Wanted) -> tuple[Question, Paper] | None:
    asked = DeskQuestion("question", (page.mark, wanted.symbol, wanted.equation, wanted.whole))
    return cast("tuple[Question, Paper] | None", page.ask_desk(asked, page.patience))


def _agreement(question: Question, model: ModelSettings) -> str:
    """What a notice told: this question, to this model, at this address. Nothing else is sent for it."""
    told = "\0".join((question.key, model.model, model.address))
    return blake2b(told.encode(), digest_size=12).hexdigest()


def _answer(model: ModelSettings, question: Question) -> str | None:
    from reader.assistant.shelf import read_cached

    return read_cached(model.model, question.key)


# --- the asking ------------------------------------------------------------------------------------------------------


class ModelTalks:
    """What models are asked, each on a thread, and how the last of it ended. Shared by all sessions.

    A talk has the name of its consent, whose paper may be drawn anew meanwhile. Talks about one question share what is
    sent for it while that is under way: each keeps what the answer says of its own symbol.
    """

    def __init__(self) -> None:
        self._talks: OrderedDict[str, Row | Waiting] = OrderedDict()
        self._sent: dict[str, Future[Asked]] = {}  # by what was agreed to
        self._lock = Lock()

    def outcome(self, page: Page, wanted: Wanted, name: str) -> Row | Waiting:
        """How it ended; begins when it is first asked for."""
        with self._lock:
            if name in self._talks:
                return self._talks[name]
            self._talks[name] = WAITING
            while len(self._talks) > KEPT:
                self._talks.popitem(last=False)
        Thread(target=self._run, args=(name, page, wanted), daemon=True).start()
        return WAITING

    def once(self, key: str, send: Callable[[], Asked]) -> Asked:
        """What came of sending it, or of what is under way for the same consent."""
        with self._lock:
            under_way = self._sent.get(key)
            if under_way is None:
                mine: Future[Asked] = Future()
                self._sent[key] = mine
        if under_way is not None:
            return under_way.result()
        try:
            mine.set_result(send())
        except BaseException as error:
            mine.set_exception(error)
        with self._lock:
            del self._sent[key]
        return mine.result()

    def _run(self, name: str, page: Page, wanted: Wanted) -> None:
        try:
            ended = _told(page, wanted, self)
        except ReaderError as error:
            ended = _ended(error_text(error, wanted.language))
        except WorkerStopped:
            ended = _ended(told_of("asking-failed", wanted.language))
        except Exception as error:  # a fault of ours: one sentence for the user, the rest for the terminal
            traceback.print_exception(error)
            ended = _ended(told_of("asking-failed", wanted.language))
        with self._lock:
            self._talks[name] = ended


TALKS: Final = ModelTalks()  # one for the whole server


def _told(page: Page, wanted: Wanted, talks: ModelTalks) -> Row:
    """Asks what was agreed to, unless it is answered already, and has the answer checked and kept."""
    from reader.assistant.asking import SecondReader, account
    from reader.assistant.shelf import AnswerShelf

    asked, model = _question(page, wanted), model_in_use()
    if asked is None or model is None or _agreement(asked[0], model) != wanted.key:
        return _ended(told_of("formula-changed", wanted.language))
    question, paper = asked
    second = SecondReader(model, AnswerShelf(model=model.model), wanted.language, _nobody_hears)
    done = talks.once(wanted.key, lambda: second.ask([question], paper))
    cost = account(done, model, wanted.language) if not done.cached else ""
    answer = _answer(model, question)
    if answer is None:
        return _ended(
            error_text(done.error, wanted.language) if done.error else told_of("asking-failed", wanted.language), cost
        )
    arguments = (page.mark, wanted.symbol, question, answer, model.model, wanted.language)
    kept: KeptAnswer = page.ask_desk(DeskQuestion("keep", arguments), page.patience)
    if kept.formula:
        page.forget("bench", kept.formula)
    why = _reason(kept.why, wanted.language) if kept.why else ""
    if why and kept.others:
        why = told_of("answered-others", wanted.language, why=why)
    return _ended(why, _counted(kept, cost, wanted.language), others=kept.others, formula=kept.formula)


def _counted(kept: KeptAnswer, cost: str, language: Language) -> str:
    """What it did cost, and how much more of the answer is not shown."""
    if not kept.dropped:
        return cost
    number = told_of("more-dropped-one" if kept.dropped == 1 else "more-dropped", language, number=kept.dropped)
    return f"{cost} {number}".strip()


def _reason(why: str, language: Language) -> str:
    """A sentence for what :meth:`reader.assistant.formula_asking.FormulaAsking.keep` says."""
    is_dropped = why.startswith("dropped-")
    return told_of("answered-dropped", language, why=told_of(why, language)) if is_dropped else told_of(why, language)


def _ended(why: str = "", cost: str = "", *, others: bool = False, formula: str = "") -> Row:
    return {"kept": not why, "others": others, "formula": formula, "why": why, "account": cost}


def _nobody_hears(text: str) -> None:
    """The note says it in the place of the log."""
