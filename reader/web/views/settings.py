"""Settings: language, colours, size, network, folders of rows, what is kept. Each holds from the moment it is set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from reader.errors import ReaderError
from reader.messages import error_text
from reader.user import settings
from reader.web.papers import library_access as remembered
from reader.web.papers import page_cache as pages
from reader.web.papers.desks import SHELF
from reader.web.papers.model_asking import model_in_use
from reader.web.state import context
from reader.web.state.words import chosen, literal, say


def show() -> None:
    """Everything that can be set, and what is kept on this machine."""
    now = settings.load()
    st.header(say("view-settings"), anchor=False)
    _show_what_leaves()
    _choice("language", settings.LANGUAGES, now.language, lambda value: say(f"language-{value}"))
    _choice("theme", settings.THEMES, now.theme, lambda value: say(f"theme-{value}"))
    st.select_slider(
        say("size"), settings.SIZES, now.size, key="tezawari-set-size", format_func="{} %".format,
        on_change=_set, args=("size", int),
    )  # fmt: skip
    st.toggle(
        say("offline"), now.offline, key="tezawari-set-offline", help=say("offline-why"),
        on_change=_set, args=("offline", bool),
    )  # fmt: skip
    _show_glossary(now)
    _show_course(now)
    if st.session_state.pop("tezawari-set-failed", False):
        st.error(say("not-saved", file=literal(str(settings.settings_file()))))
    _show_kept()


def _show_what_leaves() -> None:
    try:
        model = model_in_use()
    except ReaderError as error:
        st.warning(literal(error_text(error, chosen())))
        model = None
    asks_elsewhere = model is not None and not model.is_here
    told = {"model": literal(model.model), "host": literal(model.host)} if model is not None else {}
    st.caption(say("nothing-leaves-but-questions" if asks_elsewhere else "nothing-leaves", **told))


def _choice(name: str, values: tuple[str, ...], now: str, shown: Callable[[str], str]) -> None:
    st.radio(
        say(name), values, values.index(now), key=f"tezawari-set-{name}", horizontal=True,
        format_func=shown, on_change=_set, args=(name, str),
    )  # fmt: skip


def _set(name: str, convert: Callable[[Any], Any]) -> None:
    """What a widget says becomes the setting."""
    _keep(name, convert(st.session_state[f"tezawari-set-{name}"]))
    if name == "language":
        st.session_state.pop("tezawari-language", None)  # the switch above follows


def _keep(name: str, chosen: Any) -> None:
    """A setting is written down; that it could not be is said below."""
    if not settings.change(lambda before: replace(before, **{name: chosen})):
        st.session_state["tezawari-set-failed"] = True


def _show_glossary(now: settings.AppSettings) -> None:
    from glossary.folders import own_rows

    st.text_area(
        say("glossary-folders"), "\n".join(now.glossary), key="tezawari-set-glossary", placeholder=str(own_rows()),
        help=say("glossary-folders-why", folder=literal(str(own_rows()))), on_change=_set,
        args=("glossary", lambda text: tuple(line.strip() for line in text.splitlines() if line.strip())),
    )  # fmt: skip
    for folder in now.glossary:
        if not Path(folder).expanduser().is_dir():
            st.warning(say("no-such-folder", folder=literal(folder)))


def _show_course(now: settings.AppSettings) -> None:
    """Which course paths and letters follow: one of the folders', or any that is typed."""
    from glossary.course import FILE, courses_in
    from glossary.errors import GlossaryFault
    from glossary.folders import own_rows

    choice = context.in_use()
    known = dict.fromkeys(("", now.course, *map(str, courses_in(choice.overlays))))
    st.selectbox(
        say("course"), list(known), list(known).index(now.course), key="tezawari-set-course",
        format_func=lambda place: place or say("course-usual"), on_change=_set, args=("course", str),
    )  # fmt: skip
    st.text_input(
        say("course-elsewhere"), "", key="tezawari-set-course-elsewhere", on_change=_set_course_elsewhere,
        help=say("course-why", file=literal(FILE), folder=literal(str(own_rows()))),
    )  # fmt: skip
    fault = settings.course_fault(now)
    try:
        followed = choice.load_course()
    except GlossaryFault as of_folder:
        followed, fault = None, fault or of_folder
    if fault is not None:
        st.warning(say("course-unusable", file=literal(fault.file), reason=literal(fault.reason)))
    if followed is not None:
        title = literal(followed.title.get(chosen(), ""))
        st.caption(say("course-followed", title=title, count=len(followed.concepts)))


def _set_course_elsewhere() -> None:
    """What was typed is chosen, and then stands among the courses."""
    typed = st.session_state["tezawari-set-course-elsewhere"].strip()
    st.session_state["tezawari-set-course-elsewhere"] = ""
    if typed:
        st.session_state.pop("tezawari-set-course", None)
        _keep("course", typed)


def _show_kept() -> None:
    from reader.arxiv.cache import list_entries
    from reader.arxiv.settings import settings_from_environment

    st.markdown(f"**{say('kept')}**")
    of_arxiv = settings_from_environment()
    entries = list_entries(of_arxiv)
    sources = {"count": len(entries), "size": _megabytes(sum(entry.size for entry in entries))}
    _kept("sources", _clear_sources, folder=of_arxiv.cache, **sources)
    _kept("pages", _clear_pages, size=_megabytes(pages.size()))
    library = remembered.file()
    size = _megabytes(library.stat().st_size if library.is_file() else 0)
    st.markdown(say("kept-library", file=literal(str(library)), size=size))


def _kept(name: str, clear: Callable[[], None], **told: object) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(say(f"kept-{name}", **{key: literal(str(value)) for key, value in told.items()}))
        st.button(say("clear"), key=f"tezawari-clear-{name}", on_click=clear)


def _clear_sources() -> None:
    from reader.arxiv.cache import clear
    from reader.arxiv.settings import settings_from_environment

    clear(settings_from_environment())


def _clear_pages() -> None:
    pages.clear()
    SHELF.clear()


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
