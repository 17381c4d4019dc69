"""The place of the app's name above a paper, for the way to another one: a line less before its first formula."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

PLACE = "tezawari-head"


def make_place() -> None:
    """A new one, for this run of the page."""
    st.session_state[PLACE] = st.container()


def place() -> DeltaGenerator:
    """That of this run."""
    made: DeltaGenerator = st.session_state[PLACE]
    return made
