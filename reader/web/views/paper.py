"""An open paper: the reading view, the same as a native list, and what can be taken along."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from reader.errors import CorrectionError, ReaderError
from reader.messages import error_text
from reader.output.exporters.registry import BY_NAME
from reader.output.rows.report import concept_name, how_known, said
from reader.user import settings
from reader.user.corrections import Correction, change_corrections, digest_of_meaning, with_verdict
from reader.user.profile import load_profile
from reader.web.papers.desks import Page
from reader.web.shell.components import MeaningVerdict, bring_paper, bring_pieces, show_reading
from reader.web.state import address
from reader.web.state.inventory import in_hand, keep, learn
from reader.web.state.words import chosen, literal, say

SAVED = (("html", "text/html"), ("json", "application/json"), ("markdown", "text/markdown"))
TAKEN_ALONG = (
    ("anki", "application/octet-stream"),
    ("notebook", "application/x-ipynb+json"),
    ("latex", "application/x-tex"),
    ("csv", "text/csv"),
    ("notation", "application/x-tex"),
    ("pack", "application/json"),
)
CHOICE = "tezawari-symbol"
LIST = "tezawari-list"
TICKED = "tezawari-ticked"  # what the view began with, then the ticks that were written down last
SEEN = "tezawari-seen"  # the last pick in the view that the list followed


def show_paper(paper: Page) -> None:
    """Everything about one paper. A pick reruns the view and the list alone."""
    title = paper.payload["reading"]["paper"]["title"] or paper.name
    st.set_page_config(page_title=f"{title} — Tezawari")
    with st.container(gap=None):
        bring_paper(paper)
        _show_reading(paper)
    st.markdown(f"**{say('save')}**")
    with st.container(horizontal=True):
        for form, mime in SAVED:
            _offer(paper, form, mime)
        with st.popover(say("take-along")):
            for form, mime in TAKEN_ALONG:
                _offer(paper, form, mime)


@st.fragment
def _show_reading(paper: Page) -> None:
    knows = load_profile().known
    layers = f"./{address.LAYERS}?{urlencode(address.named())}"
    picked, wanted, hand, ticked, corrected, is_told = show_reading(paper, chosen(), in_hand(), knows, layers)
    if corrected:
        _correct(paper, corrected)
    if is_told:
        st.rerun(scope="app")  # the paper is explained anew with it
    if hand:
        with suppress(ReaderError):  # said at the crafting table, where it is what one came for
            keep(hand)
    learn(ticked, TICKED, knows)
    if picked and picked != st.session_state.get(SEEN):
        st.session_state[SEEN] = picked
        st.session_state[CHOICE] = picked.symbol
        wanted = (*wanted, ("enquiry", picked.symbol))
    try:
        bring_pieces(paper, wanted)
    except ReaderError as error:  # it can no longer be read: its source is gone
        st.warning(literal(error_text(error, chosen())))
    for kind in paper.why_stopped(wanted):
        st.warning(
            say(f"formula-stopped-{kind}", seconds=round(paper.patience), megabytes=settings.load().memory_limit)
        )
    if paper.symbols:
        listed = st.expander(say("as-list"), key=LIST, on_change="rerun")
        if listed.open:  # or every pick would send all symbols
            with listed:
                _show_list(paper)


def _correct(paper: Page, judged: MeaningVerdict) -> None:
    """Keeps what a reader says of a symbol's meaning; the paper is explained anew with it."""
    file = paper.choice.corrections
    if file is None:
        return
    try:
        change_corrections(file, partial(_corrected, paper=paper, judged=judged))
    except CorrectionError as error:
        st.warning(literal(error_text(error, chosen())))
    else:
        st.rerun(scope="app")


def _corrected(before: Sequence[Correction], paper: Page, judged: MeaningVerdict) -> tuple[Correction, ...]:
    """The rows with what a reader says now."""
    row = paper.symbols[judged.symbol]
    made = Correction(paper.payload["known_as"], row["latex"], judged.meaning, said=judged.said)
    if judged.wrong:
        sense = next((each for each in row["senses"] if judged.equation in each["equations"]), row)
        made = replace(made, wrong=digest_of_meaning(sense["meaning"] or ""))
        there = replace(made, equation=judged.equation)
        if any(each.place == there.place and not each.wrong for each in before):  # their own word in that formula
            made = there
    return with_verdict(before, made)


def _show_list(paper: Page) -> None:
    """The panel's content in Streamlit's own elements, for whoever cannot or will not use the view."""
    symbols = paper.symbols
    if st.session_state.get(CHOICE) not in symbols:
        st.session_state[CHOICE] = next(iter(symbols))
    st.selectbox(say("symbol"), list(symbols), key=CHOICE, format_func=lambda each: str(symbols[each]["latex"]))
    symbol = symbols[st.session_state[CHOICE]]
    st.markdown(f"**{say('meaning')}**  {literal(said(symbol, chosen())) or '—'}")
    st.markdown(f"**{say('evidence')}**  {literal(how_known(symbol, chosen()))}")
    source = symbol["meaning_source"]
    if source:
        st.markdown(f"**{literal(say('sentence', file=source['file'], line=source['line']))}**")
        st.code(source["sentence"], language=None, wrap_lines=True)
    for link in symbol["concepts"][:1]:
        name, why = concept_name(link["id"], paper.choice.load().glossary, chosen()), link["why"][chosen()]
        st.markdown(f"**{say('concept')}**  {literal(name)} — {literal(why)}")


def _offer(paper: Page, form: str, mime: str) -> None:
    name = paper.name.replace("/", "_")
    if not BY_NAME[form].is_there:
        st.caption(literal(error_text(BY_NAME[form].missing, chosen())))
        return
    st.download_button(
        say(f"save-{form}"),
        partial(paper.exported, form, chosen()),  # made when asked for
        file_name=name + BY_NAME[form].suffix,
        mime=mime,
        key=f"tezawari-save-{form}",
        on_click="ignore",
    )
