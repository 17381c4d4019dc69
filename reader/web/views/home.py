"""The opening: one field for what to read or look for, the papers read last, a formula that runs, a road to walk."""

from __future__ import annotations

import re

import streamlit as st

from reader.errors import UnknownIdentifier
from reader.library.adding import shown_title
from reader.messages import table
from reader.web.papers import library_access as remembered
from reader.web.papers.papers import Source
from reader.web.shell.components import show_living
from reader.web.state import address, context
from reader.web.state.words import chosen, literal, say
from reader.web.views import findings
from reader.web.views.living import living_in
from reader.web.views.reading_list import ROAD, Stop

LARGEST = 100  # megabytes of an upload
RECENT = 4  # papers shown as read last
LONGEST = 40  # characters of their titles: so many that these stand in one line
MEANT_AS_PAPER = re.compile(r"https?://|www\.|\d{4}\.\d|[a-z-]+(?:\.[A-Z]{2})?/\d{5}")
FIELD, UPLOAD, LIVING = "tezawari-identifier", "tezawari-upload", "tezawari-living-choice"
FRONT = "attention"  # the living formula that stands here first
# Streamlit's uploader says its own words in English: ours stand in their place, for the eye; its name is ours already.
UPLOADER = """<style>
[data-testid="stFileUploaderDropzone"] button {{ font-size: 0; }}
[data-testid="stFileUploaderDropzone"] button * {{ font-size: 0; }}
[data-testid="stFileUploaderDropzone"] button::after {{ content: {button}; font-size: 0.9rem; }}
[data-testid="stFileUploaderDropzoneInstructions"] {{ font-size: 0; }}
[data-testid="stFileUploaderDropzoneInstructions"] * {{ font-size: 0; }}
[data-testid="stFileUploaderDropzoneInstructions"]::after {{ content: {limit}; font-size: 0.85rem; opacity: 0.7; }}
</style>"""


def show(wanted: str = "") -> None:
    """Everything; where something was looked for, what was found in place of the rest."""
    show_intake(wanted)
    if wanted:
        findings.show(wanted)
        return
    show_recent()
    _show_living()
    _show_road()


def _show_living() -> None:
    """A formula that runs: attention, until another one is chosen."""
    knowledge = context.in_use().load_glossary()
    names = list(knowledge.living)
    if not names:
        return
    shown = st.session_state.get(LIVING, FRONT)
    shown = shown if shown in names else names[0]
    row = living_in(knowledge, shown)
    if row is not None:
        show_living(row, chosen())
    labels = {name: living.name.get(chosen(), name) for name, living in knowledge.living.items()}
    key = f"{LIVING}-{chosen()}"  # its options are called otherwise in another language
    st.selectbox(
        table("living")["living-choose"][chosen()], names, index=names.index(shown), key=key,
        format_func=labels.__getitem__,
        on_change=_choose_living, args=(key,),
    )  # fmt: skip


def _choose_living(key: str) -> None:
    st.session_state[LIVING] = st.session_state[key]


def show_intake(wanted: str = "") -> None:
    """The field, with what was looked for, and the ways round it.

    A choice is a callback, so that a whole run sees the same address.
    """
    with st.form("tezawari-intake", border=False):
        field, button = st.columns([6, 1], vertical_alignment="bottom")
        field.text_input(
            say("identifier"), wanted, key=FIELD, placeholder=say("identifier-example"), autocomplete="off"
        )
        button.form_submit_button(say("read"), width="stretch", on_click=_take_typed, type="primary")
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.popover(say("upload"), icon=":material/upload_file:"):
            _show_upload()
        st.button(
            say("example"), key="tezawari-example", icon=":material/science:", on_click=address.choose,
            args=(Source("example", address.EXAMPLE),),
        )  # fmt: skip


def _show_upload() -> None:
    st.html(
        UPLOADER.format(button=_quoted(say("upload-button")), limit=_quoted(say("upload-limit", megabytes=LARGEST)))
    )
    # any type: whatever is no LaTeX gets a sentence of its own, which Streamlit's refusal would keep from being read
    st.file_uploader(say("upload-label"), key=UPLOAD, on_change=_take_upload, max_upload_size=LARGEST)


def _quoted(text: str) -> str:
    """As a string of CSS."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _take_typed() -> None:
    """What was typed is a paper if it can be one, or was meant as one; else words or a formula to look for."""
    from reader.arxiv.identifiers import parse_identifier

    typed = str(st.session_state.get(FIELD) or "").strip()
    if not typed:
        return
    try:
        identifier = parse_identifier(typed)
    except UnknownIdentifier:
        if MEANT_AS_PAPER.match(typed):
            address.choose(Source("arxiv", typed))  # which says in a sentence what is wrong with it
        else:
            address.go_to({"q": typed})
    else:
        address.choose(Source("arxiv", str(identifier)))


def _take_upload() -> None:
    uploaded = st.session_state.get(UPLOAD)
    if uploaded is not None:
        address.choose_upload(uploaded.name, uploaded.getvalue())


def show_recent() -> None:
    """The papers read last, to be opened again."""
    entries = remembered.recent(RECENT)
    if not entries:
        return
    st.markdown(f"**{say('recent')}**")
    with st.container(key="tezawari-papers-recent", horizontal=True):
        for entry in entries:
            title = shown_title(entry.key, entry.title)
            short = title if len(title) <= LONGEST else f"{title[: LONGEST - 1].rstrip()}…"
            st.button(
                literal(short), key=f"tezawari-recent-{entry.key}", type="tertiary", icon=":material/history:",
                on_click=address.go_to, args=(address.link(entry.key),),
            )  # fmt: skip


def _show_road() -> None:
    st.header(say("road"), anchor="road")
    st.caption(say("road-why"))
    for stop in ROAD:
        _show_stop(stop)


def _show_stop(stop: Stop) -> None:
    name, sentence = st.columns([1.3, 5], vertical_alignment="center")
    name.button(
        stop.name, key=f"tezawari-road-{stop.arxiv}", width="stretch", help=f"arXiv:{stop.arxiv}",
        on_click=address.choose, args=(Source("arxiv", stop.arxiv),),
    )  # fmt: skip
    sentence.markdown(f"{table('road')[stop.says][chosen()]} :gray[{stop.year}]")
