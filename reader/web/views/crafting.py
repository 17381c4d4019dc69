"""The crafting table: blocks put together from their pieces. What is built is in hand, here and on the command line."""

from __future__ import annotations

import json

import streamlit as st

from glossary import Glossary
from reader.errors import ReaderError
from reader.messages import error_text
from reader.output.page.workshop import block_row, workshop_row
from reader.web.papers import page_cache as pages
from reader.web.shell.components import bring_block, show_workshop
from reader.web.state import context
from reader.web.state.inventory import in_hand, keep
from reader.web.state.words import chosen, literal, say

SHELF = "workshop"  # among the pages that are kept


@st.cache_resource(max_entries=4, show_spinner=False)  # its own words are shown meanwhile
def _drawing(stamp: str, _glossary: Glossary) -> str:
    """What the view begins with, the same for one glossary: working out all recipes takes seconds, so it is kept."""
    kept = pages.find(SHELF, stamp)
    if kept is None:
        kept = json.dumps(workshop_row(_glossary), ensure_ascii=False, separators=(",", ":"))
        pages.keep(SHELF, stamp, kept)
    return kept


def show() -> None:
    """The table with what is in hand by now."""
    st.header(say("view-craft"), anchor=False)
    with st.spinner(say("craft-opening")):
        chosen_context = context.in_use().load()
        drawing = _drawing(pages.stamp(chosen_context), chosen_context.glossary)
    _show_table(drawing, chosen_context.glossary)


@st.fragment
def _show_table(drawing: str, glossary: Glossary) -> None:
    try:
        acted = show_workshop(drawing, in_hand(), chosen())
        if acted.built or acted.forgotten:
            keep([*((block, True) for block in acted.built), *((block, False) for block in acted.forgotten)])
        bring_block(acted.wanted, block_row(acted.wanted, glossary) if acted.wanted else None)
    except ReaderError as error:
        st.error(literal(error_text(error, chosen())))
