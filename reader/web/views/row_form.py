"""A row written in a form: a concept in three fields, a sign in three. What a form does not ask for stays unsaid."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from glossary import Glossary
from glossary.writing import row_text
from reader.messages import LANGUAGES, table
from reader.study.authoring.drafts import Draft
from reader.web.state.words import literal
from reader.web.views.glossary_words import go, named, tell

Form = Callable[[Glossary], Draft | None]
USUAL: Final = "optimisation"  # the layer of what rests on nothing
SURE: Final = 0.8  # that a sign stands for what its reader says
KEY: Final = "tezawari-form-"  # of the fields
NAME, DEFINITION, REQUIRES = f"{KEY}name", f"{KEY}definition", f"{KEY}requires"
SIGN, CONCEPT, WORDS = f"{KEY}sign", f"{KEY}concept", f"{KEY}words"


def concept_form(knowledge: Glossary) -> Draft | None:
    """What is asked of a concept, and the row that it makes; None until that is enough, and where it is known."""
    name = st.text_input(tell("form-name"), key=NAME).strip()
    said = st.text_area(tell("form-definition"), key=DEFINITION, height=100).strip()
    first = st.multiselect(
        tell("form-requires"), [*knowledge.concepts], key=REQUIRES, placeholder=tell("form-choose"),
        format_func=lambda each: named(knowledge, each),
    )  # fmt: skip
    there = _there(name, knowledge)
    if there:
        st.warning(tell("form-taken", name=literal(name)))
        st.button(tell("form-open"), on_click=go, args=(there,))
    if not (name and said) or there:
        return None
    values: dict[str, object] = {"tier": "named", "name": _in_all(name), "definition": _in_all(said)}
    if first:
        values["requires"] = [{"concept": each} for each in first]
    return Draft("concept", knowledge[first[0]].layer if first else USUAL, row_text(id_of(name), values))


def notation_form(knowledge: Glossary) -> Draft | None:
    """What is asked of a sign, and the row that it makes; None until that is enough."""
    sign = st.text_input(tell("form-sign"), key=SIGN, placeholder=r"\kappa").strip()
    concept = st.selectbox(
        tell("form-concept"), [*knowledge.concepts], index=None, key=CONCEPT, placeholder=tell("form-choose"),
        format_func=lambda each: named(knowledge, each),
    )  # fmt: skip
    words = [word.strip() for word in st.text_input(tell("form-words"), key=WORDS).split(",") if word.strip()]
    if not (sign and concept):
        return None
    values: dict[str, object] = {"symbol": sign, "concept": concept, "confidence": SURE, "example": sign}
    values |= {"why": {language: table("glossary")["form-why"][language] for language in LANGUAGES}}
    values |= {"words": words} if words else {}
    return Draft("notation", knowledge[concept].layer, row_text("", values))


FORMS: Final[Mapping[str, Form]] = {"concept": concept_form, "notation": notation_form}


def forget_form() -> None:
    """Empties the fields, after what they said was kept."""
    for field in (NAME, DEFINITION, REQUIRES, SIGN, CONCEPT, WORDS):
        st.session_state.pop(field, None)


def id_of(name: str) -> str:
    """What a row is called by in files: its name in small letters; of a name without Latin letters, a number.

    >>> id_of("Rate of Oblivion (per step)")
    'rate-of-oblivion-per-step'
    """
    letters = [each for each in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(each)]
    words = re.findall(r"[a-z0-9]+", "".join(letters))
    if not words or any(each.isalpha() and not each.isascii() for each in letters):
        return f"own-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return "-".join(words)


def _there(name: str, knowledge: Glossary) -> str | None:
    """The concept that has this name or id, if there is one."""
    if not name:
        return None
    called = {said.lower(): key for key, row in knowledge.concepts.items() for said in row.name.values()}
    return called.get(name.lower(), id_of(name) if id_of(name) in knowledge else None)


def _in_all(said: str) -> dict[str, str]:
    """One's own words stand in both languages, on one line: LaTeX in a row has no other."""
    return dict.fromkeys(LANGUAGES, " ".join(said.split()))
