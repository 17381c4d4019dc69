"""The blocks in the reader's hand, kept in the profile: what is taken in here is known on the command line as well."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from reader.user.profile import Profile, change_profile, load_profile

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
