"""Reading: a formula that runs, one place to say what to read, and the paper."""

from __future__ import annotations

import traceback

import streamlit as st

from reader.errors import ReaderError
from reader.messages import error_text
from reader.web import intake
from reader.web.components import show_living
from reader.web.papers import Paper, Source, open_paper
from reader.web.view import show_paper
from reader.web.words import chosen, literal, say

STAGES = ("fetch", "unpack", "read", "formulas", "meaning", "draw")


def show() -> None:
    """The paper that the address names; without one the opening."""
    source = intake.current()
    if source is None:
        st.markdown(f"[{say('intake')}](#read)")
        show_living(chosen())
    box = st.container()
    paper = _open(source) if source else None
    with box:
        _show_intake(folded=paper is not None)
    if paper:
        show_paper(paper)
    if source:
        show_living(chosen())


def _show_intake(folded: bool) -> None:
    if folded:
        with st.expander(say("another")):
            intake.show_intake()
    else:
        st.subheader(say("intake"), anchor="read")
        intake.show_intake()


def _open(source: Source) -> Paper | None:
    """The paper, with progress by stage while it is read; None after the one sentence that says why not."""
    place = st.empty()
    try:
        with place.status(say("stage-read"), expanded=True) as status:

            def progress(stage: str) -> None:
                if stage in STAGES:
                    status.update(label=say(f"stage-{stage}"))
                    st.write(say(f"stage-{stage}"))

            paper = open_paper(source, progress)
    except ReaderError as error:
        place.error(literal(error_text(error, chosen())))
        return None
    except Exception:  # a fault of ours: one sentence for the user, the rest for the terminal
        traceback.print_exc()
        place.error(say("broken"))
        return None
    place.empty()
    return paper
