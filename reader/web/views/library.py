"""The library: the papers that were read, what is in them, the same formula elsewhere, one notation in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from reader.formula.syntax.plain import plain_formula
from reader.library import counterparts, shelf, translation
from reader.library.adding import shown_title
from reader.library.counterparts import Counterpart
from reader.library.shelf import ShelfEntry
from reader.library.translation import Dictionary, NotedSymbol, Translation
from reader.messages import table
from reader.output.page.drawings import drawn
from reader.output.rows.report import block_name
from reader.web.papers import library_access as remembered
from reader.web.papers import page_cache as pages
from reader.web.shell.components import show_findings
from reader.web.state import address, context
from reader.web.state.words import chosen, literal, say
from reader.web.views import findings

SHOWN = 200  # papers
FIELD = "tezawari-library-field"
ALIKE = 40  # signs that both papers write alike
STARTS = 12  # papers, the last ones, among which one with a formula that stands elsewhere is looked for


def show() -> None:
    """Search, then the papers, then two ways to compare them."""
    st.header(say("view-library"), anchor=False)
    wanted = str(st.query_params.get("q", "")).strip()
    with st.form("tezawari-library", border=False):
        field, button = st.columns([6, 1], vertical_alignment="bottom")
        field.text_input(say("look-for"), wanted, key=FIELD, placeholder=say("look-for-example"), autocomplete="off")
        button.form_submit_button(say("search"), width="stretch", on_click=_take_typed, type="primary")
    if wanted:
        findings.show(wanted)
        return
    entries = remembered.recent(SHOWN)
    if not entries:
        st.markdown(say("library-empty"))
        return
    papers, same, notation = st.tabs([say("tab-papers", count=len(entries)), say("tab-elsewhere"), say("tab-notation")])
    with papers, st.container(key="tezawari-papers", gap=None):
        for entry in entries:
            _show_entry(entry)
    with same:
        _show_elsewhere(entries)
    with notation:
        _show_notation(entries)


def _take_typed() -> None:
    typed = str(st.session_state.get(FIELD) or "").strip()
    address.go_to({"q": typed} if typed else {})


# --- the papers ------------------------------------------------------------------------------------------------------


def _show_entry(entry: ShelfEntry) -> None:
    told = filter(None, (_short(entry.authors), "" if entry.is_local else entry.key))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            literal(shown_title(entry.key, entry.title)), key=f"tezawari-open-{entry.key}", type="tertiary",
            on_click=address.ask_next, args=(address.link(entry.key),),
        )  # fmt: skip
        st.caption(literal(" · ".join((*told, say("formulas", count=entry.equations)))))
        st.button(
            "", key=f"tezawari-forget-{entry.key}", icon=":material/delete:", help=say("forget"), type="tertiary",
            on_click=_forget, args=(entry.key,),
        )  # fmt: skip


def _short(authors: str) -> str:
    first, _, more = authors.partition(", ")
    return f"{first}, …" if more else first


def _forget(key: str) -> None:
    remembered.attempt(lambda library: shelf.forget(library, key), False)
    pages.forget(key)


# --- the same formula elsewhere --------------------------------------------------------------------------------------


def _show_elsewhere(entries: Iterable[ShelfEntry]) -> None:
    st.caption(say("elsewhere-why"))
    titles = {entry.key: shown_title(entry.key, entry.title) for entry in entries}
    first = next((number for number, key in enumerate(list(titles)[:STARTS]) if _start(key)), 0)
    paper = st.selectbox(say("paper"), list(titles), first, format_func=titles.__getitem__, key="tezawari-same-paper")
    formulas: dict[str, str] = {}
    if paper:
        formulas = remembered.attempt(lambda library: _formulas(shelf.reading_of(library, paper)), formulas)
    shown, names = formulas.__getitem__, list(formulas)
    start = names.index((paper and _start(paper, formulas)) or names[0]) if names else None
    equation = st.selectbox(say("formula"), names, start, format_func=shown, key=f"tezawari-same-formula-{paper}")
    found: tuple[Counterpart, ...] = ()
    if paper and equation:
        found = remembered.attempt(lambda library: counterparts.find_counterparts(library, paper, equation), found)
    if not found:
        st.markdown(say("not-elsewhere"))
        return
    taken = show_findings([_counterpart(each) for each in found], chosen(), "tezawari-same")
    if taken:
        address.open_link(taken["link"])


def _start(paper: str, formulas: dict[str, str] | None = None) -> str | None:
    """The first formula of a paper that stands elsewhere, too."""
    nothing: str | None = None
    return remembered.attempt(lambda library: counterparts.first_counterpart(library, paper, formulas), nothing)


def _formulas(reading: dict[str, Any]) -> dict[str, str]:
    """Displayed formulas by their ids, as one can choose among them."""
    rows = (row for row in reading["equations"] if row["display"])
    return {row["id"]: f"{_number(row)} {plain_formula(row['expanded'])}"[:90] for row in rows}


def _number(row: dict[str, Any]) -> str:
    return f"({row['number']})" if row["number"] else "·"


def _counterpart(each: Counterpart) -> dict[str, Any]:
    key = "by-block" if each.block else "by-side" if each.side else "by-shape"
    name = block_name(each.block, context.in_use().load_glossary(), chosen())
    reason = table("library")[key][chosen()].format(title=shown_title(each.place.paper, each.place.title), block=name)
    if each.is_long:
        reason += f" · {table('library')['too-long-to-pair'][chosen()]}"
    link = address.link(each.place.paper, each.place.number or each.place.equation)
    return {"parts": list(_letters(each)), "where": reason, "link": link, "address": f"./?{urlencode(link)}"}


def _letters(each: Counterpart) -> Iterator[dict[str, Any]]:
    yield {"display": findings.displayed(each.place.latex)}
    for number, pair in enumerate(pair for pair in each.pairs if pair.here != pair.there):
        if number:
            yield {"text": "·"}
        yield {"math": drawn(pair.here)}
        yield {"text": "→"}
        yield {"math": drawn(pair.there)}
        yield findings.words(pair.means_there or pair.means_here or "")


# --- notation --------------------------------------------------------------------------------------------------------


def _show_notation(entries: tuple[ShelfEntry, ...]) -> None:
    st.caption(say("notation-why"))
    if len(entries) < 2:
        st.markdown(say("notation-needs-two"))
        return
    titles = {entry.key: shown_title(entry.key, entry.title) for entry in entries}
    left, right = st.columns(2)
    first = left.selectbox(say("paper"), list(titles), format_func=titles.__getitem__, key="tezawari-first")
    others = [key for key in titles if key != first]
    second = right.selectbox(say("other-paper"), others, format_func=titles.__getitem__, key="tezawari-second")
    found = Dictionary((), ())
    if first and second:
        found = remembered.attempt(lambda library: translation.translate(library, first, second), found)
    rows = [_translation(each) for each in found.translations if not each.same_letters]
    alike = [each.first[0].latex for each in found.translations if each.same_letters][:ALIKE]
    if alike:
        rows.append({"parts": [{"math": drawn(sign)} for sign in alike], "where": say("written-alike")})
    for friend in found.false_friends:
        words = findings.words(f"“{friend.first.meaning}” – “{friend.second.meaning}”")
        rows.append({"parts": [{"math": drawn(friend.first.latex)}, words], "where": say("false-friend")})
    if rows:
        show_findings(rows, chosen(), "tezawari-notation")
    else:
        st.markdown(table("library")["nothing-shared"][chosen()])


def _translation(each: Translation) -> dict[str, Any]:
    parts = [*_signs(each.first), {"text": "→"}, *_signs(each.second)]
    knowledge = context.in_use().load_glossary()
    return {"parts": parts, "where": translation.reason_text(each, knowledge, chosen())}


def _signs(signs: Iterable[NotedSymbol]) -> Iterator[dict[str, str]]:
    for number, sign in enumerate(signs):
        if number:
            yield {"text": ","}
        yield {"math": drawn(sign.latex)}
