"""What the reader has in hand and knows, kept in the profile: the command line knows it as well."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from reader.errors import ProfileError
from reader.messages import error_text
from reader.user.profile import Profile, change_profile, load_profile
from reader.web.state.words import chosen, literal

IN_HAND = "tezawari-in-hand"


def in_hand() -> tuple[str, ...]:
    """As the session found them: the browser keeps count from there."""
    found: tuple[str, ...] = st.session_state.setdefault(IN_HAND, load_profile().built)
    return found


def keep(changes: Iterable[tuple[str, bool]]) -> None:
    """Blocks taken in, or put back. :class:`reader.errors.ProfileError`."""
    made = tuple(changes)

    def change(profile: Profile) -> Profile:
        for block, known in made:
            profile = profile.with_built([block]) if known else profile.without([block])
        return profile

    change_profile(change)


def learn(ticked: tuple[str, ...] | None, place: str, at_first: tuple[str, ...]) -> None:
    """What was ticked and unticked in a view since it last said so, or since it began, in the reader's own file.

    ``place`` is where the session keeps that.
    """
    before: tuple[str, ...] = st.session_state.setdefault(place, at_first)
    if ticked is None or ticked == before:
        return
    st.session_state[place] = ticked
    gone, new = set(before) - set(ticked), [one for one in ticked if one not in before]
    try:
        change_profile(lambda profile: profile.without(gone).with_known(new))
    except ProfileError as error:
        st.warning(literal(error_text(error, chosen())))
