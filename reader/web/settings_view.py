"""Settings: where things are kept on this machine."""

from __future__ import annotations

import streamlit as st

from reader.web.words import literal, say


def show() -> None:
    """What is kept where, and how to change it."""
    from glossary.folders import overlays, own_rows
    from reader.arxiv.settings import settings_from_environment

    st.subheader(say("view-settings"), anchor=False)
    st.markdown(say("kept-sources", folder=literal(str(settings_from_environment().cache))))
    folders = [str(folder) for folder in overlays()] or [str(own_rows())]
    st.markdown(say("kept-glossary", folders=literal(" · ".join(folders))))
