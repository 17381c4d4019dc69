"""What is open is what the address says, so that links, reloading and the back button are right by themselves.

``?arxiv=2305.18290v2`` or ``?paper=KEY`` (of the library, or ``example``), then ``&eq=7&symbol=\\beta``, which is the
front end's (``reader/frontend/core/address.mjs``); ``?q=words`` looks for something in the library.
"""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from reader.errors import ReaderError
from reader.web.papers.papers import Source

EXAMPLE = "example"
UPLOADS = "tezawari-uploads"  # of this session, by their keys
LANGUAGE = "lang"
NEXT = "tezawari-next"  # an address that another view asked for
NEXT_VIEW = "tezawari-next-view"  # whose it is
READ, LAYERS = "read", "layers"  # views that others lead to
Address = dict[str, str]


def current() -> Source | None:
    """What the address names; None for the opening."""
    named = str(st.query_params.get("arxiv", "")).strip()
    if named:
        return Source("arxiv", named)
    key = str(st.query_params.get("paper", "")).strip()
    if not key:
        return None
    if key == EXAMPLE:
        return Source("example", EXAMPLE)
    uploads: dict[str, Source] = st.session_state.get(UPLOADS, {})
    return uploads.get(key) or Source("library", key)


# --- going somewhere, from callbacks of the reading view -----------------------------------------------------------


def choose(source: Source | None) -> None:
    """Open a source, or with None the opening."""
    go_to({} if source is None else {"arxiv" if source.kind == "arxiv" else "paper": source.name})


def choose_upload(name: str, data: bytes) -> None:
    """Open a file. Its address is its key in the library, where it will be once it was read."""
    from reader.latex.source.bundle import bundle_from_bytes
    from reader.library.adding import local_key

    source = Source("upload", name, data)
    try:
        bundle = bundle_from_bytes(name, data)
    except ReaderError:
        key = source.key  # reading it will say what is wrong
    else:
        key = local_key(bundle.digest, bundle.main)
    st.session_state.setdefault(UPLOADS, {})[key] = source
    go_to({"paper": key})


def go_to(link: Address) -> None:
    """Another address of this view; the language that was asked for stays."""
    st.query_params.from_dict(_language() | link)


def named() -> Address:
    """What names the open paper in the address, and the language that was asked for there."""
    return _language() | {key: st.query_params[key] for key in ("arxiv", "paper") if key in st.query_params}


# --- links, from any view --------------------------------------------------------------------------------------------


def link(key: str, equation: str = "", symbol: str = "") -> Address:
    """A paper of the library, at one of its formulas and symbols."""
    paper = {"paper" if key.startswith("local:") else "arxiv": key}
    return paper | ({"eq": equation} if equation else {}) | ({"symbol": symbol} if symbol else {})


def open_link(where: Address) -> None:
    """Go to the reading view, from whatever view."""
    ask_next(where)
    st.rerun()


def ask_next(where: Address, view: str = READ) -> None:
    """The same for callbacks, after which the page runs anyway; to another view, too."""
    st.session_state[NEXT] = _language() | where
    st.session_state[NEXT_VIEW] = view


def take_next() -> str | None:
    """The address that was asked for, beside that of any view, once."""
    asked: Address | None = st.session_state.pop(NEXT, None)
    view: str = st.session_state.pop(NEXT_VIEW, READ)
    if asked is None:
        return None
    return f"./{'' if view == READ else view}{f'?{urlencode(asked)}' if asked else ''}"


def _language() -> Address:
    return {LANGUAGE: st.query_params[LANGUAGE]} if LANGUAGE in st.query_params else {}
