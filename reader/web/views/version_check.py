"""Whether arXiv has a newer version of the open paper: asked beside the page, once a day, never waited for."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace

import streamlit as st

from reader.user import settings
from reader.web.papers.papers import Source
from reader.web.state import address
from reader.web.state.words import say

A_DAY = 86_400.0
BEAT = 3.0  # seconds between two looks whether the answer is there


@dataclass
class VersionQuestion:
    """What arXiv was asked about one paper; ``newest`` is its newest version once that is known."""

    asked: float = field(default_factory=time.time)
    newest: int | None = None
    done: bool = False


_questions: dict[str, VersionQuestion] = {}
_lock = threading.Lock()


def show(key: str) -> None:
    """A line with a button where there is a newer version than this one."""
    from reader.arxiv.identifiers import parse_identifier

    if key.startswith("local:") or settings.load().offline:
        return
    identifier = parse_identifier(key)
    question = ask(identifier.id)
    if not question.done:
        st.fragment(_look_again, run_every=BEAT)(question)
    elif question.newest and identifier.version and question.newest > identifier.version:
        newer = f"{identifier.id}v{question.newest}"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(say("newer", version=question.newest, this=identifier.version))
            st.button(
                say("read-newer", version=question.newest), key="tezawari-newer", on_click=address.choose,
                args=(Source("arxiv", newer),),
            )  # fmt: skip


def _look_again(question: VersionQuestion) -> None:
    if question.done:
        st.rerun()


def ask(paper: str) -> VersionQuestion:
    """The question about a paper (its id without version), put now unless it was put today."""
    with _lock:
        question = _questions.get(paper)
        if question is None or time.time() - question.asked > A_DAY:
            for old in [key for key, each in _questions.items() if time.time() - each.asked > A_DAY]:
                del _questions[old]
            question = _questions[paper] = VersionQuestion()
            threading.Thread(target=_answer, args=(paper, question), daemon=True).start()
        return question


def _answer(paper: str, question: VersionQuestion) -> None:
    from reader.arxiv.connection import Connection
    from reader.arxiv.identifiers import ArxivIdentifier, parse_identifier
    from reader.arxiv.metadata import find_paper
    from reader.arxiv.settings import settings_from_environment
    from reader.errors import ReaderError

    asking = replace(settings_from_environment(), retries=0)
    try:
        found = find_paper(ArxivIdentifier(paper), Connection(asking), asking)
        question.newest = parse_identifier(found.id or paper).version
    except (ReaderError, OSError):  # no news: nobody asked for it in so many words
        question.newest = None
    finally:
        question.done = True
