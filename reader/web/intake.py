"""One place to say what shall be read: an arXiv id or URL, a file, or the example."""

from __future__ import annotations

import streamlit as st

from reader.web.papers import Source
from reader.web.words import say

KEY = "tezawari-source"
TYPES = ["tar", "gz", "tgz", "zip", "tex"]
LARGEST = 100  # megabytes of an upload


def current() -> Source | None:
    """What is open: chosen in this session, else named in the address (``?arxiv=1706.03762``)."""
    if KEY not in st.session_state:
        named = str(st.query_params.get("arxiv", "")).strip()
        st.session_state[KEY] = Source("arxiv", named) if named else None
    source: Source | None = st.session_state[KEY]
    return source


def choose(source: Source | None) -> None:
    """Open a source, or with None none, and say so in the address."""
    st.session_state[KEY] = source
    if source and source.kind == "arxiv":
        st.query_params["arxiv"] = source.name
    else:
        st.query_params.pop("arxiv", None)


def show_intake() -> None:
    """The field, the upload and the button. A choice is a callback, so a whole run sees the same source."""
    with st.form("tezawari-intake", border=False):
        field, button = st.columns([5, 1], vertical_alignment="bottom")
        field.text_input(
            say("identifier"), key="tezawari-identifier", placeholder=say("identifier-example"), autocomplete="off"
        )
        button.form_submit_button(say("read"), width="stretch", on_click=_take_typed)
    upload, example = st.columns([5, 1.6], vertical_alignment="bottom")
    upload.file_uploader(
        say("upload"), type=TYPES, key="tezawari-upload", on_change=_take_upload, max_upload_size=LARGEST
    )
    example.button(
        say("example"), key="tezawari-example", width="stretch", on_click=choose, args=(Source("example", "example"),)
    )


def _take_typed() -> None:
    typed = str(st.session_state.get("tezawari-identifier") or "").strip()
    if typed:
        choose(Source("arxiv", typed))


def _take_upload() -> None:
    uploaded = st.session_state.get("tezawari-upload")
    if uploaded is not None:
        choose(Source("upload", uploaded.name, uploaded.getvalue()))
