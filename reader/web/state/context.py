"""What this session's papers are explained with: what the app was started with, under what its settings say."""

from __future__ import annotations

import streamlit as st

from reader.user import settings
from reader.user.context import ContextChoice, current_choice

CHOICE = "tezawari-context"  # that of the last run of the whole page


def renew(now: settings.AppSettings) -> None:
    """A run of the page begins. As long as it lasts, no setting of another session changes what it shows."""
    st.session_state[CHOICE] = settings.lay_over(current_choice(), now)


def in_use() -> ContextChoice:
    """The choice of this run; where a view is shown without the page around it, that of this moment."""
    if CHOICE in st.session_state:
        choice: ContextChoice = st.session_state[CHOICE]
        return choice
    return settings.lay_over(current_choice(), settings.load())
