"""The mille-feuille: the layers that a paper stands on, or everything that was read; with each idea the formulas that
use it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from glossary import Glossary
from glossary.errors import GlossaryFault
from reader.library import shelf, uses
from reader.library.adding import shown_title
from reader.library.searching import ResultPlace
from reader.output.page.concepts import concept_card
from reader.output.rows.millefeuille import millefeuille_row, uses_in_paper
from reader.user.profile import load_profile
from reader.web.papers import library_access as remembered
from reader.web.papers.papers import key_in_library
from reader.web.shell import head
from reader.web.shell.components import bring_idea, show_cake
from reader.web.state import address, context
from reader.web.state.inventory import learn
from reader.web.state.words import chosen, literal, say
from reader.web.views import findings
from reader.web.views.glossary_words import tell

TICKED = "tezawari-cake-ticked"
SHOWN = 24  # formulas of one paper with an idea
Reading = dict[str, Any]


def show() -> None:
    """The layers of the paper that the address names; without one all of them."""
    try:
        knowledge = context.in_use().load_glossary()
    except GlossaryFault as fault:
        st.error(tell("broken", reason=literal(str(fault))))
        return
    source = address.current()
    if source is None:
        st.header(say("layers-of-all"), anchor=False)
        nothing: dict[str, set[int]] = {}
        found = remembered.attempt(uses.uses_in_library, nothing)
        ids = [each.id for each in knowledge.concepts.values()]
        _show(knowledge, json.dumps(millefeuille_row(knowledge, ids, found)), idle=not found)
        return
    key = key_in_library(source)
    reading = remembered.attempt(lambda library: shelf.reading_of(library, key), None) if key else None
    _show_head(reading)
    if key is not None and reading is not None:
        in_paper = _uses(reading)
        _show(knowledge, json.dumps(millefeuille_row(knowledge, reading["path"], in_paper)), key, reading, in_paper)


def _show_head(reading: Reading | None) -> None:
    """Whose layers these are, and the ways to the paper and to all layers."""
    with head.place().container(horizontal=True):
        st.button(
            say("layers-to-paper"), key="tezawari-cake-paper", icon=":material/auto_stories:", type="tertiary",
            on_click=address.ask_next, args=(address.named(),),
        )  # fmt: skip
        st.button(
            say("layers-to-all"), key="tezawari-cake-all", icon=":material/layers:", type="tertiary",
            on_click=address.go_to, args=({},),
        )  # fmt: skip
    title = reading and (reading["paper"]["title"] or reading["paper"]["main"])
    st.header(say("layers-of", title=literal(title)) if title else say("layers-of-one"), anchor=False)
    if reading is None:
        st.info(say("layers-unread"))


def _uses(reading: Reading) -> dict[str, list[str]]:
    under = {row["id"]: [block["under"] for block in row["blocks"]] for row in reading["equations"]}
    return uses_in_paper(reading["symbols"], under)


@st.fragment
def _show(
    knowledge: Glossary, row: str, key: str = "", reading: Reading | None = None,
    in_paper: dict[str, list[str]] | None = None, *, idle: bool = False,
) -> None:  # fmt: skip
    known = load_profile().known
    acted = show_cake(row, chosen(), known, has_paper=reading is not None, idle=idle)
    learn(acted.known, TICKED, known)
    idea = None
    if acted.wanted and acted.wanted in knowledge:
        here = _in_paper(key, reading, (in_paper or {}).get(acted.wanted, ())) if reading else {"rows": [], "count": 0}
        idea = _idea(acted.wanted, knowledge) | {"here": here, "elsewhere": elsewhere(acted.wanted, key)}
    bring_idea(idea)


def _idea(concept: str, knowledge: Glossary) -> dict[str, Any]:
    """A concept with the names of what it stands on."""
    needed = [need.concept for need in knowledge[concept].requires if need.concept in knowledge]
    return {"id": concept, "concepts": {each: concept_card(knowledge[each], knowledge) for each in (concept, *needed)}}


def _in_paper(key: str, reading: Reading, equations: Iterable[str]) -> dict[str, Any]:
    rows = {row["id"]: row for row in reading["equations"]}
    places = [
        ResultPlace(key, "", name, rows[name]["number"], rows[name]["section"], rows[name]["expanded"])
        for name in equations
    ]
    return {"rows": [_row(each, paper=address.named()) for each in places[:SHOWN]], "count": len(places)}


def elsewhere(concept: str, without: str = "") -> dict[str, Any]:
    """The formulas of the library in which a concept comes up, and how many there are."""
    nothing: tuple[tuple[ResultPlace, ...], int] = ((), 0)
    places, count = remembered.attempt(lambda library: uses.formulas_using(library, concept, without), nothing)
    return {"rows": [_row(each, shown_title(each.paper, each.title)) for each in places], "count": count}


def _row(place: ResultPlace, title: str = "", paper: address.Address | None = None) -> dict[str, Any]:
    """A formula as the page shows it, with where it is and where a click on it leads: to the library's paper, or to the
    one that ``paper`` names."""
    equation = place.number or place.equation
    link = paper | {"eq": equation} if paper else address.link(place.paper, equation)
    where = f"({place.number})" if place.number else place.section
    return {
        "parts": [{"display": findings.displayed(place.latex)}],
        "where": " · ".join(filter(None, (title, where))),
        "link": link,
        "address": f"./?{urlencode(link)}",
    }
