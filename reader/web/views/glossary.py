"""The glossary: search, a concept's page, the course, what one knows, writing; the layers have a page of their own."""

from __future__ import annotations

import streamlit as st

from glossary import Glossary
from glossary.errors import GlossaryFault
from glossary.history import walk
from glossary.paths.lessons import known_with
from glossary.searching import search
from reader.user.profile import Profile, load_profile
from reader.web.state import address, context
from reader.web.state.words import chosen, literal, say
from reader.web.views.concept import show_concept
from reader.web.views.course import show_course
from reader.web.views.glossary_words import SEARCHED, chips, go, here, name_of, note, show_refusal, tell
from reader.web.views.row_editor import show_changing, show_writing

MODES = ("course", "inventory", "history", "write")
MODE = "tezawari-glossary-mode"
MOST_FOUND = 10


def show() -> None:
    """The page of the concept that the address names; without one the shelves."""
    st.header(say("view-glossary"), anchor=False)
    try:
        knowledge, profile = context.in_use().load_glossary(), load_profile()
    except GlossaryFault as fault:
        st.error(tell("broken", reason=literal(str(fault))))
        return
    show_refusal()
    concept = here(knowledge)
    if concept is not None:
        show_concept(knowledge[concept], knowledge, profile)
        if st.toggle(tell("change"), key=f"tezawari-changing-{concept}"):
            show_changing(knowledge[concept], knowledge)
        return
    wanted = st.text_input(
        tell("search"), key=SEARCHED, placeholder=tell("search-example"), icon=":material/search:"
    ).strip()  # fmt: skip
    if wanted:
        _show_found(wanted, knowledge)
        return
    st.button(
        tell("to-layers"), key="tezawari-to-layers", icon=":material/layers:", type="tertiary",
        on_click=address.ask_next, args=({}, address.LAYERS),
    )  # fmt: skip
    mode = st.segmented_control(
        tell("browse"), MODES, default="course", key=MODE, format_func=lambda each: tell(f"browse-{each}"),
        label_visibility="collapsed",
    )  # fmt: skip
    SHELVES[mode or "course"](knowledge, profile)


def _show_found(wanted: str, knowledge: Glossary) -> None:
    found = search(knowledge, wanted)
    for concept in found[:MOST_FOUND]:
        button, text = st.columns([1, 2], vertical_alignment="center")
        button.button(
            literal(name_of(concept)), key=f"tezawari-found-{concept.id}", on_click=go, args=(concept.id,),
            width="stretch",
        )  # fmt: skip
        text.caption(literal(concept.definition.get(chosen(), "")))
    if len(found) > MOST_FOUND:
        st.caption(tell("more-found", count=len(found) - MOST_FOUND))
    if not found:
        st.info(tell("nothing"))
        show_writing(knowledge)


# --- the inventory, history ------------------------------------------------------------------------------


def _show_inventory(knowledge: Glossary, profile: Profile) -> None:
    known = known_with(knowledge, profile.known)
    if not (profile.known or profile.built):
        st.info(tell("empty-inventory"))
        return
    st.caption(tell("inventory", count=len(profile.known), all=len(known), total=len(knowledge.concepts)))
    chips([one for one in profile.known if one in knowledge], knowledge, known, "tezawari-inventory")
    built = [knowledge.blocks[one].name.get(chosen(), one) for one in profile.built if one in knowledge.blocks]
    if built:
        st.markdown(f"**{tell('built')}**  \n{literal(' · '.join(built))}")
    st.button(tell("forget"), on_click=_forget, type="tertiary", icon=":material/ink_eraser:")


def _forget() -> None:
    note(lambda profile: profile.without(profile.known))


def _show_history(knowledge: Glossary, profile: Profile) -> None:
    for layer, concepts in walk(knowledge):
        st.markdown(f"### {literal(layer.name.get(chosen(), layer.id))}")
        for concept in concepts:
            since = concept.since
            button, text = st.columns([1, 2], vertical_alignment="center")
            button.button(
                literal(name_of(concept)), key=f"tezawari-since-{concept.id}", on_click=go, args=(concept.id,),
                width="stretch",
            )  # fmt: skip
            if since:
                line = tell("history-line", year=since.year, who=since.who, source=since.source)
                text.caption(literal(line))


def _show_write(knowledge: Glossary, profile: Profile) -> None:
    show_writing(knowledge)


SHELVES = {
    "course": show_course, "inventory": _show_inventory, "history": _show_history,
    "write": _show_write,
}  # fmt: skip
