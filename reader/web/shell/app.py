"""The app's frame: the style, the views to go to, the name, and the view that is open."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from threading import Timer

import streamlit as st

from reader.errors import LibraryError
from reader.frontend import build
from reader.messages import error_text, table
from reader.user import settings
from reader.web.papers import library_access as remembered
from reader.web.papers.desks import DESKS
from reader.web.shell import head
from reader.web.shell.components import choose_theme, go
from reader.web.shell.views import VIEWS
from reader.web.state import address, context
from reader.web.state.words import chosen, language_switch, literal, say

# Less air above the name than Streamlit leaves, and a measure that the formulas fill. What stands there while the next
# page is made keeps its ink: Streamlit would pale it, for as long as a paper is read.
STYLE = """<style>
html { font-size: 100%; }
.stMainBlockContainer { padding: 4rem clamp(1rem, 4vw, 3.5rem) 4rem; max-width: 82rem; }
.stMainBlockContainer h1 { font-size: 1.75rem; padding: 0; }
.stMainBlockContainer :is(h2, h3) { font-size: 1.25rem; }
.stMainBlockContainer [data-testid="stCaptionContainer"] { opacity: 1; }
.stMainBlockContainer [data-testid="stCaptionContainer"] * { color: light-dark(#5d5a52, #a9a69d); }
[data-testid="stButtonGroup"] p { color: light-dark(#26241f, #e2dfd6); }
[class*="st-key-tezawari-papers"], [class*="st-key-tezawari-papers"] [data-testid="stHorizontalBlock"] { row-gap: 0; }
[data-testid="stElementContainer"][data-stale="true"] { opacity: 1; }
[data-testid^="stBaseButton-primary"] { color: light-dark(#fff, #10241a); }
</style>"""

NEEDED = ("reader.library.adding", "reader.latex.source.bundle", "reader.web.views.paper")
SET_ASIDE = "tezawari-set-aside"  # the sentences that were shown last
PAUSE = 1.0  # seconds in which the opening appears
LATER = 60.0  # seconds after which nobody waits for the first paper any more


@cache
def prepare() -> None:
    """Once for the server, beside the page: make ready what reading needs, while its user still looks for a paper."""
    for pause, work in ((PAUSE, _prepare), (LATER, DESKS.look_over_library)):
        timer = Timer(pause, work)
        timer.daemon = True
        timer.start()


def _prepare() -> None:
    DESKS.prepare()
    for each in NEEDED:
        import_module(each)


def main() -> None:
    """One run of the page."""
    prepare()
    st.set_page_config(page_title="Tezawari", page_icon="🧱", layout="wide", initial_sidebar_state="collapsed")
    chosen_settings = settings.load()
    context.renew(chosen_settings)
    st.html(STYLE.replace("100%", f"{chosen_settings.size}%"))
    st.html(f"<style>{build.font()}</style>")  # sent once a session: Streamlit knows it by its hash from then on
    pages = [
        st.Page(each.show, title=say(f"view-{each.name}"), icon=each.icon, url_path=each.name, default=each is VIEWS[0])
        for each in VIEWS
    ]
    view = st.navigation(pages, position="top")
    wanted = address.take_next()
    if wanted is not None:
        go(wanted)
    _show_head(small=address.current() is not None and view.url_path in ("", address.LAYERS))
    for notice in remembered.notices():
        st.warning(literal(_told(notice)))
    _show_set_aside()
    view.run()
    choose_theme(chosen_settings.theme, ["/", *(f"/{each.name}" for each in VIEWS)])


def _show_set_aside() -> None:
    """What is broken among the reader's own files; above a paper only once."""
    from reader.user.own_files import set_aside

    wrong = settings.set_aside()
    lines = (*((error_text(wrong, chosen()),) if wrong else ()), *set_aside(context.in_use(), chosen()))
    if lines and not (address.current() is not None and st.session_state.get(SET_ASIDE) == lines):
        st.warning("\n".join(f"- {literal(line)}" for line in lines) if len(lines) > 1 else literal(lines[0]))
    st.session_state[SET_ASIDE] = lines


def _told(notice: remembered.Notice) -> str:
    """What happened to the library, in one sentence or two."""
    if isinstance(notice, LibraryError):
        return error_text(notice, chosen())
    row = table("library")[notice.outcome]
    return row[chosen()].format(saved=len(notice.saved), lost=notice.lost or 0, old=notice.old)


def _show_head(*, small: bool) -> None:
    """The name and the switch between the languages; ``small`` above a paper, whose own title is the heading there:
    the way to another paper stands in the place of the name."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="top"):
        if small:
            head.make_place()
        else:
            st.title("Tezawari", anchor=False, width="content")
        language_switch()
    if not small:
        st.caption(say("subtitle"))
