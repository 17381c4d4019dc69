"""The app's words, in the language that its reader chose, and text that Markdown leaves alone."""

from __future__ import annotations

import re

import streamlit as st

from reader.messages import LANGUAGES, Language, table
from reader.user import settings

NAMES: dict[Language, str] = {"en": "English", "ja": "日本語"}
KEY = "tezawari-language"
# What Markdown, and Streamlit's own marks in it (:red[...], :smile:, $...$), would take for more than a letter.
SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$:~&^=])")


def say(key: str, **blanks: object) -> str:
    """A sentence or word of ``web.toml`` in the chosen language."""
    return table("web")[key][chosen()].format(**blanks)


def chosen() -> Language:
    """The chosen language: by the switch, else by ``?lang=``, else by the settings, else by the browser."""
    wanted = st.session_state.get(KEY) or st.query_params.get("lang") or _usual()
    return next((each for each in LANGUAGES if str(wanted).lower().startswith(each)), LANGUAGES[0])


def _usual() -> str:
    usual = settings.load().language
    return st.context.locale or "" if usual == "browser" else usual


def language_switch() -> None:
    """The switch between the languages. Choosing one shows everything in it at once."""
    label = table("web")["language"][chosen()]
    if KEY not in st.session_state:
        st.session_state[KEY] = chosen()
    st.radio(
        label,
        LANGUAGES,
        key=KEY,
        format_func=NAMES.__getitem__,
        horizontal=True,
        label_visibility="collapsed",
        width="content",
    )


def literal(text: str) -> str:
    """Text from a paper or a user, so that Markdown shows it letter by letter."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))
