"""The words of the glossary view, and where in it one is: the address names the concept."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from glossary import Concept, Glossary
from reader.errors import ProfileError
from reader.messages import error_text, table
from reader.user.profile import Profile, change_profile
from reader.web.state.words import chosen, literal

PLACE = "concept"  # in the address
REFUSED = "tezawari-profile-refused"
SEARCHED = "tezawari-glossary-search"


def tell(key: str, **blanks: object) -> str:
    """A sentence or word of ``glossary.toml`` in the chosen language."""
    return table("glossary")[key][chosen()].format(**blanks)


def name_of(concept: Concept) -> str:
    """What a concept is called in the chosen language."""
    return concept.name.get(chosen(), concept.id)


def named(knowledge: Glossary, concept: str) -> str:
    """The same by its id, which is shown where there is no row."""
    return name_of(knowledge[concept]) if concept in knowledge else concept


def here(knowledge: Glossary) -> str | None:
    """The concept that the address names, if there is one."""
    wanted = str(st.query_params.get(PLACE, ""))
    return wanted if wanted in knowledge else None


def go(concept: str | None) -> None:
    """To a concept's page, or with None back to the shelves."""
    if concept is None:
        st.query_params.pop(PLACE, None)
    else:
        st.query_params[PLACE] = concept


def follow_choice(key: str) -> None:
    """To the concept that was chosen among the chips of this key."""
    picked = st.session_state.get(key)
    if picked:
        st.session_state[key] = None
        go(picked)


def note(change: Callable[[Profile], Profile]) -> None:
    """A change of the reader's profile; that it could not be written is for ``show_refusal``."""
    try:
        change_profile(change)
    except ProfileError as error:
        st.session_state[REFUSED] = error_text(error, chosen())


def show_refusal() -> None:
    """Why the last change was not written, once."""
    refused = st.session_state.pop(REFUSED, None)
    if refused:
        st.error(literal(refused))


def chips(concepts: list[str], knowledge: Glossary, known: frozenset[str], key: str) -> None:
    """Concepts to choose from, side by side; what is known bears a tick, what has a living formula its mark."""

    def label(concept: str) -> str:
        moves = ":material/play_circle: " if concept in moving else ""
        return moves + literal(named(knowledge, concept)) + (" ✓" if concept in known else "")

    moving = {shown for living in knowledge.living.values() for shown in living.concepts}

    st.pills(
        key, concepts, format_func=label, key=key, on_change=follow_choice, args=(key,), label_visibility="collapsed"
    )
