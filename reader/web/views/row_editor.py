"""A row written or changed in the app: checked as it comes, tried on the open paper, kept in one's own folder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import streamlit as st

from glossary import Concept, Glossary
from glossary.checking.problem import GlossaryProblem
from glossary.errors import GlossaryFault
from glossary.folders import own_rows
from glossary.writing import own_row, put_row, row_text
from reader.model.reading import Reading
from reader.study.authoring.drafts import Draft, Judged, judge
from reader.study.authoring.trial import LinkChange, changes
from reader.user.context import ContextChoice
from reader.web.papers import page_cache as pages
from reader.web.papers.papers import Source, read_again
from reader.web.state import context
from reader.web.state.words import chosen, literal
from reader.web.views.glossary_words import named, tell
from reader.web.views.reading import OPENED
from reader.web.views.row_form import FORMS, USUAL, Form, forget_form

TEMPLATES = {
    "concept": """[oblivion-rate]
tier = "named"
name = { en = "oblivion rate", ja = "忘却率" }
reading = "ぼうきゃくりつ"
definition = { en = "The share of the memory that is lost in one step.", ja = "一歩ごとに失われる記憶の割合です。" }
requires = [
  { concept = "ratio", why = { en = "it is a share", ja = "割合だからです" } },
]
""",
    "notation": r"""[[notation]]
symbol = '\varpi'
concept = "learning-rate"
words = ["learning"]
confidence = 0.8
why = { en = "why the sign means that", ja = "その記号がそう読める理由です" }
example = '\varpi'
""",
    "block": r"""[my-block]
concept = "weighted-average"
name = { en = "my block", ja = "私のブロック" }
patterns = ['(1 - a) x + a y']
slots.a = { kind = "letter", en = "share of the new", ja = "新しいほうの割合" }
slots.x = { kind = "any", en = "the old", ja = "古いほう" }
slots.y = { kind = "any", en = "the new", ja = "新しいほう" }
matches = ['z = (1 - t) u + t v']
lookalikes = ['(1 + t) u - t v']
""",
}


AS_TEXT = "tezawari-write-text"
MEASURE = 720  # pixels of a form's width
STYLE = """<style>
[class*="st-key-tezawari-new"] textarea, [class*="st-key-tezawari-change"] textarea { font-family: monospace; }
</style>"""


def show_writing(knowledge: Glossary) -> None:
    """A row from nothing: in a form, or as text for whoever wants to say more."""
    st.caption(tell("write-lead", folder=literal(str(own_rows()))))
    kind = st.segmented_control(
        tell("write-kind"), list(TEMPLATES), default="concept", key="tezawari-write-kind",
        format_func=lambda each: tell(f"kind-{each}"), label_visibility="collapsed",
    ) or "concept"  # fmt: skip
    form = FORMS.get(kind)
    if form is None:
        _show_text(kind, knowledge)
        return
    if st.session_state.get(AS_TEXT):
        _show_text(kind, knowledge)
    else:
        with st.container(width=MEASURE):
            _show_form(form, f"tezawari-form-{kind}", knowledge)
    st.toggle(tell("write-text"), key=AS_TEXT)  # below the fields, which most people want


def _show_form(form: Form, key: str, knowledge: Glossary) -> None:
    _show_kept(key)
    draft = form(knowledge)
    if draft is None:
        st.button(tell("keep"), key=f"{key}-waiting", type="primary", disabled=True)
        return
    judged = judge(draft, knowledge)
    # of a concept in one's own words it is not asked that it be told as ours are
    must_mend = judged.faults if draft.kind == "notation" or judged.knowledge is None else ()
    _offer(draft, judged, must_mend, knowledge, key)


def _show_text(kind: str, knowledge: Glossary) -> None:
    layers = {layer.id: layer.name.get(chosen(), layer.id) for layer in knowledge.layers}
    layer = USUAL
    if kind != "block":
        layer = st.selectbox(
            tell("write-layer"), [*layers], index=[*layers].index(USUAL) if USUAL in layers else 0,
            format_func=layers.__getitem__, key="tezawari-write-layer",
        )  # fmt: skip
    key = f"tezawari-new-{kind}"
    if not str(st.session_state.get(key, "")).strip():  # an example is asked for, or nobody keeps one by a slip
        st.button(tell("write-example"), key=f"{key}-example", on_click=_begin, args=(key, TEMPLATES[kind]))
    _edit(Draft(kind, layer, ""), knowledge, key)


def _begin(key: str, text: str) -> None:
    st.session_state[key] = text


def show_changing(concept: Concept, knowledge: Glossary) -> None:
    """Some of a concept's fields, to be changed over ours."""
    st.caption(tell("change-lead"))
    values = {"extends": True, "name": concept.name, "definition": concept.definition, "aliases": concept.aliases,
              "says": concept.says}  # fmt: skip
    said = {key: value for key, value in values.items() if value}
    try:
        row = own_row(own_rows(), "concept", concept.layer, concept.id)
    except GlossaryFault as fault:  # nothing can be written there
        st.warning(tell("broken", reason=literal(str(fault))))
        row = ""
    start = Draft("concept", concept.layer, row or row_text(concept.id, said))
    _edit(start, knowledge, f"tezawari-change-{concept.id}", shown=row)


def _edit(start: Draft, knowledge: Glossary, key: str, shown: str = "") -> None:
    st.html(STYLE)
    text = st.text_area(tell("write-row"), start.text, height=260, key=key)
    if not text.strip():
        return
    draft = Draft(start.kind, start.layer, text)
    judged = judge(draft, knowledge)
    if not judged.faults:
        st.success(tell("check-good"), icon=":material/check:")
    _offer(draft, judged, judged.faults, knowledge, key, shown)
    _show_kept(key)


def _offer(
    draft: Draft, judged: Judged, faults: Sequence[GlossaryProblem], knowledge: Glossary, key: str, shown: str = ""
) -> None:
    """To try a row and to keep it, with what must be mended before."""
    if faults:
        lines = (f"- {literal('.'.join(filter(None, (one.row, one.key))))}: {literal(one.text(chosen()))}"
                 for one in faults)  # fmt: skip
        st.warning("\n".join((tell("check-faulty"), "", *lines)))
    trying, keeping = st.columns(2)
    source = _open_source()
    tried = trying.button(
        tell("try" if source else "try-example"), key=f"{key}-try", width="stretch", disabled=judged.knowledge is None
    )
    keeping.button(
        tell("keep"), key=f"{key}-keep", on_click=_keep, args=(draft, key, shown), type="primary", width="stretch",
        disabled=bool(faults),
    )  # fmt: skip
    if tried:
        _show_changes(judged, knowledge, source or Source("example", "example"))


def _show_kept(key: str) -> None:
    message = st.session_state.pop(f"{key}-kept", None)
    if message:
        st.info(message)


def _open_source() -> Source | None:
    """The paper that was last opened for reading, which the library has."""
    key = st.session_state.get(OPENED)
    return Source("library", key) if key else None


def _keep(draft: Draft, key: str, shown: str) -> None:
    try:
        file = put_row(own_rows(), draft.kind, draft.layer, draft.text, shown)
        st.session_state[f"{key}-kept"] = tell("kept", file=literal(str(file)))
        forget_form()
    except GlossaryFault as fault:
        st.session_state[f"{key}-kept"] = literal(str(fault))


def _show_changes(judged: Judged, knowledge: Glossary, source: Source) -> None:
    with st.spinner(" "):
        choice = context.in_use()
        reading = _reading(source, choice, pages.stamp(choice.load()))
        found = changes(reading, knowledge, judged.knowledge) if judged.knowledge else ()
    paper = literal(_title(reading))
    if not found:
        st.caption(tell("try-nothing", paper=paper))
        return
    after = judged.knowledge or knowledge
    st.markdown("\n".join((tell("try-changes", paper=paper), "", *(f"- {_told(one, after)}" for one in found))))


@lru_cache(maxsize=1)
def _reading(source: Source, choice: ContextChoice, stamp: str) -> Reading:
    """The paper that rows are tried on, read once as it is explained now."""
    return read_again(source, choice.load())


def _title(reading: Reading) -> str:
    return reading.paper.title or reading.bundle.name


def _told(change: LinkChange, knowledge: Glossary) -> str:
    was, becomes = (_called(one, knowledge) for one in (change.was, change.becomes))
    return tell(f"change-{change.kind}", place=f"`{change.place}`", was=was, becomes=becomes)


def _called(one: str | None, knowledge: Glossary) -> str:
    if one is None:
        return ""
    block = knowledge.blocks.get(one)
    return literal(block.name.get(chosen(), one) if block and one not in knowledge else named(knowledge, one))
