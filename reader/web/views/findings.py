"""What a search of the library found: formulas as they are printed, with where they stand; a click opens them there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from reader.formula.syntax.parsing import parse_formula
from reader.library import searching
from reader.library.adding import shown_title
from reader.library.searching import Fits, Hit
from reader.messages import table
from reader.output.drawing.mathml import to_mathml
from reader.output.page.drawings import drawn
from reader.output.typesetting.quotation import split_prose
from reader.web.papers import library_access as remembered
from reader.web.shell.components import show_findings
from reader.web.state import address, context
from reader.web.state.words import chosen, literal, say

SHOWN = 30
PATH = re.compile(r"~?/|\.{1,2}/|[A-Za-z]:[\\/]")  # how the address of a file on this machine begins


def show(wanted: str) -> None:
    """The findings for words, a concept's name, or a formula with wildcards."""
    found, cut = search(wanted)
    if cut:
        st.caption(table("library")["search-cut"][chosen()].format(tried=cut))
    if not found:
        st.header(say("nothing-found", wanted=literal(wanted)), anchor=False)
        is_path = PATH.match(wanted)
        st.markdown(say("path-typed", button=say("upload")) if is_path else say("nothing-found-help"))
        return
    st.header(say("found", wanted=literal(wanted), count=len(found)), anchor=False)
    taken = show_findings([_row(hit) for hit in found[:SHOWN]], chosen())
    if taken:
        address.open_link(taken["link"])


def search(wanted: str) -> tuple[tuple[Hit, ...], int]:
    """By formula where it looks like one, else by words; and how many were tried where there are more."""
    if searching.looks_like_formula(wanted):
        fits = remembered.attempt(lambda library: searching.search_formula(library, wanted), Fits())
        return fits.hits, fits.tried if fits.is_cut else 0
    knowledge = context.in_use().load_glossary()
    return remembered.attempt(lambda library: searching.search_words(library, knowledge, wanted), ()), 0


def _row(hit: Hit) -> dict[str, Any]:
    place = hit.place if hit.kind != "reading" else None
    link = address.link(hit.paper, (place.number or place.equation) if place else "", hit.symbol)
    where = f"({place.number})" if place and place.number else place.section if place else ""
    title = shown_title(hit.paper, hit.title)
    return {
        "parts": list(_parts(hit)),
        "where": " · ".join(filter(None, (title, where))),
        "link": link,
        "address": f"./?{urlencode(link)}",
    }


def _parts(hit: Hit) -> Iterator[dict[str, Any]]:
    if hit.kind == "symbol":
        yield {"math": drawn(hit.symbol)}
        yield words(_meaning(hit))
    if hit.place is not None and hit.kind != "reading":
        yield {"display": displayed(hit.place.latex)}


def _meaning(hit: Hit) -> str:
    return (hit.gloss if chosen() == "ja" and hit.gloss else hit.meaning) or hit.gloss


def words(text: str) -> dict[str, Any]:
    """An author's words, with the formulas among them drawn."""
    return {"words": [{"math": each["mathml"]} if "mathml" in each else each for each in split_prose(text)]}


def displayed(latex: str) -> str:
    """A formula as a display has it."""
    return to_mathml(parse_formula(latex))
