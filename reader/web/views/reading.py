"""Reading: the opening, or the paper that the address names, with progress while it is read."""

from __future__ import annotations

import traceback

import streamlit as st

from reader.batch.worker import WorkerStopped
from reader.errors import ReaderError, SourceError
from reader.messages import error_text
from reader.user import settings
from reader.web.papers import jobs
from reader.web.papers import library_access as remembered
from reader.web.papers.desks import Page, find_paper
from reader.web.papers.jobs import STAGES, Job
from reader.web.papers.papers import Source
from reader.web.shell import head
from reader.web.state import address, context
from reader.web.state.words import chosen, literal, say
from reader.web.views import home as opening
from reader.web.views import version_check as news
from reader.web.views.paper import show_paper

OPENED = "tezawari-opened"  # the paper that this session opened last
BEAT = 0.15  # seconds between two looks at a job


def show() -> None:
    """The paper that the address names; without one the opening."""
    source = address.current()
    if source is None:
        opening.show(str(st.query_params.get("q", "")).strip())
        return
    paper = _open(source)
    if paper is None:
        opening.show_intake(source.name if source.kind == "arxiv" else "")
        opening.show_recent()
        return
    with head.place().expander(say("another")):
        opening.show_intake()
    if st.session_state.get(OPENED) != paper.key:
        st.session_state[OPENED] = paper.key
        remembered.touch(paper.key)
    news.show(paper.key)
    show_paper(paper)
    paper.prepare()


def _open(source: Source) -> Page | None:
    """The paper; None after the one sentence that says why not, or once it was stopped."""
    place = st.empty()
    try:
        choice = context.in_use()
        paper = find_paper(source, choice)
        paper = paper or _wait(jobs.start(source, choice, offline=settings.load().offline), place)
        if paper is not None:
            return paper
    except SourceError as error:  # it would be refused again
        place.error(literal(error_text(error, chosen())))
        return None
    except ReaderError as error:
        place.error(literal(error_text(error, chosen())))
    except WorkerStopped as stopped:
        limits = settings.load()
        told = {"seconds": limits.time_limit, "megabytes": limits.memory_limit}
        place.error(say(f"paper-stopped-{stopped.kind}", **told))
    except Exception as error:  # a fault of ours: one sentence for the user, the rest for the terminal
        traceback.print_exception(error)
        place.error(say("broken"))
    st.button(say("again"), key="tezawari-again", icon=":material/refresh:")  # pressing it runs the page anew
    return None


def _wait(job: Job, place: st.delta_generator.DeltaGenerator) -> Page | None:
    """Shows how far a job is until it is done."""
    with place.container(border=True):
        st.markdown(say("reading", name=literal(job.source.name)))
        bar = st.progress(0.0)
        st.button(say("cancel"), key="tezawari-cancel", on_click=_stop, args=(job,))
    while not job.done.wait(BEAT):
        bar.progress(job.share(), text=_progress(job))
    place.empty()
    if job.failure is not None:
        if isinstance(job.failure, jobs.Cancelled):
            return None
        raise job.failure
    return job.paper


def _progress(job: Job) -> str:
    stage = say(f"stage-{job.stage}") if job.stage in STAGES else say("stage-begin")
    left = job.seconds_left()
    return stage if left is None else f"{stage} · {say('seconds-left', seconds=max(1, round(left)))}"


def _stop(job: Job) -> None:
    jobs.cancel(job)
    address.choose(None)
