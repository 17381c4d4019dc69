"""One concept: what it is, how it feels, what it rests on and what rests on it, where to read on."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from glossary import Concept, Glossary, graph
from glossary.course import follow
from glossary.model import NEEDS_OF_CONCEPTS, Reference
from glossary.paths.lessons import known_with, short_path
from reader.user.profile import Profile
from reader.web.shell.components import show_findings, show_living
from reader.web.state import address, context
from reader.web.state.words import chosen, literal
from reader.web.views.glossary_words import chips, go, name_of, named, note, tell
from reader.web.views.living import living_in, living_of
from reader.web.views.millefeuille import elsewhere

MOST_PATH = 60  # chips of a path


def show_concept(concept: Concept, knowledge: Glossary, profile: Profile) -> None:
    """The page, from the name to the references."""
    known = known_with(knowledge, profile.known)
    st.button(tell("back"), icon=":material/arrow_back:", on_click=go, args=(None,), type="tertiary")
    _head(concept, knowledge, known)
    st.markdown(literal(concept.definition.get(chosen(), "")))
    _living(concept, knowledge)
    text, ground = st.columns([3, 2], gap="large")
    with text:
        _tell(concept)
        _reasons("confused", [(one.concept, one.why) for one in concept.confused_with], knowledge, concept.id)
        _in_papers(concept)
        _sources(concept, knowledge)
    with ground:
        _path(concept, knowledge, known)
        for kind in NEEDS_OF_CONCEPTS:
            needs = [(need.concept, need.why) for need in concept.requires if need.kind == kind]
            _reasons(f"rests-on-{kind}", needs, knowledge, concept.id)
        if not concept.requires:
            st.caption(tell("rests-on-nothing"))
        above = list(graph.dependants(knowledge, concept.id))
        if above:
            st.markdown(f"**{tell('above')}**")
            chips(above, knowledge, known, f"tezawari-above-{concept.id}")


def _head(concept: Concept, knowledge: Glossary, known: frozenset[str]) -> None:
    name, tick = st.columns([4, 1.4], vertical_alignment="bottom")
    other = "ja" if chosen() == "en" else "en"
    with name:
        st.subheader(literal(name_of(concept)), anchor=False)
        reading = f"（{literal(concept.reading)}）" if concept.reading else ""
        japanese = reading if chosen() == "ja" else ""
        layer = next((one.name.get(chosen(), one.id) for one in knowledge.layers if one.id == concept.layer), "")
        st.caption(f"{japanese} {literal(concept.name.get(other, ''))}{'' if japanese else reading} · {literal(layer)}")
    key = f"tezawari-know-{concept.id}"
    st.session_state[key] = concept.id in known
    tick.checkbox(
        tell("everybody-knows" if concept.foundation else "know"), key=key, on_change=_tick, args=(concept.id, key),
        disabled=concept.foundation,
    )  # fmt: skip
    names = concept.aliases.get(chosen(), ())
    if names:
        st.caption(tell("also", names=literal(" · ".join(names))))


def _living(concept: Concept, knowledge: Glossary) -> None:
    """The formulas that show it, on numbers that one may move."""
    for name in living_of(knowledge, concept.id):
        row = living_in(knowledge, name)
        if row is None:
            continue
        with st.container(border=True):
            others = [each for each in row["concepts"] if each[0] != concept.id]
            opened = show_living({**row, "concepts": others}, chosen(), opens=True)
        if opened and opened != concept.id and opened in knowledge:
            go(opened)
            st.rerun()


def _tick(concept: str, key: str) -> None:
    ticked = st.session_state[key]
    note(lambda profile: profile.with_known([concept]) if ticked else profile.without([concept]))


def _tell(concept: Concept) -> None:
    if concept.formula:
        st.latex(concept.formula)
    for key, part in (("in-the-hand", concept.feel), ("example", concept.example)):
        if part:
            st.markdown(f"**{tell(key)}**  \n{literal(getattr(part, chosen()))}")
    if concept.used_in:
        st.markdown(f"**{tell('used')}**  \n{literal(concept.used_in.get(chosen(), ''))}")


def _reasons(key: str, entries: Sequence[tuple[str, object]], knowledge: Glossary, page: str) -> None:
    """Concepts, each a button with the reason beside it."""
    if entries:
        st.markdown(f"**{tell(key)}**")
    for other, why in entries:
        button, reason = st.columns([2, 3], vertical_alignment="center")
        button.button(
            literal(named(knowledge, other)), key=f"tezawari-{key}-{page}-{other}", on_click=go, args=(other,),
            width="stretch", disabled=other not in knowledge,
        )  # fmt: skip
        reason.caption(literal(why.get(chosen(), "") if hasattr(why, "get") else ""))


def _path(concept: Concept, knowledge: Glossary, known: frozenset[str]) -> None:
    """The short path in its stages; what else it rests on, and what everybody brings along, are folded."""
    way = short_path(knowledge, concept.id)
    if way.lessons:
        st.markdown(f"**{tell('short-path', count=len(way.concepts))}**")
    for number, lesson in enumerate(way.lessons, 1):
        st.caption(f"{number}. {literal(lesson.text.get(chosen(), ''))}")
        chips(list(lesson.concepts), knowledge, known, f"tezawari-stage-{number}-{concept.id}")
    if way.lessons:
        st.caption(f"{len(way.lessons) + 1}. {tell('short-path-ends')}")
    rest = [one for one in follow(knowledge, context.in_use().load_course(), [concept.id]) if one in way.rest]
    for key, folded in (("path", [one for one in rest if one not in known]), ("foundations", [*way.foundations])):
        if folded:
            with st.expander(tell(key, count=len(folded))):
                chips(folded[:MOST_PATH], knowledge, known, f"tezawari-{key}-{concept.id}")
    if set(graph.closure(knowledge, [concept.id])) - {concept.id} <= known and concept.requires:
        st.caption(tell("path-known"))


def _in_papers(concept: Concept) -> None:
    """The formulas of the reader's papers in which it comes up."""
    found = elsewhere(concept.id)
    if not found["rows"]:
        return
    st.markdown(f"**{tell('in-papers', count=found['count'])}**")
    taken = show_findings(found["rows"], chosen(), f"tezawari-uses-{concept.id}")
    if taken:
        address.open_link(taken["link"])


def _sources(concept: Concept, knowledge: Glossary) -> None:
    """Signs, origin and references."""
    written = [row for row in knowledge.notations if row.concept == concept.id]
    if written:
        st.markdown(f"**{tell('written')}**")
        signs = (
            f"- ${row.symbol or row.base}$" + (f" — {literal(row.why[chosen()])}" if row.why else "")
            for row in written[:8]
        )
        st.markdown("\n".join(signs))
    if concept.since:
        since = concept.since
        st.markdown(f"**{tell('since', year=since.year, who=literal(since.who))}**  \n{literal(since.source)}")
    if concept.references:
        st.markdown(f"**{tell('read-on')}**")
        st.markdown("\n".join(f"- {literal(_reference(one))}" for one in concept.references))


def _reference(one: Reference) -> str:
    if one.book:
        return tell("reference-book", book=one.book, section=one.section) if one.section else one.book
    return one.paper or (tell("reference-wikipedia", title=one.wikipedia) if one.wikipedia else one.wikidata)
