"""The app without its opening, for measure.py: ``?file=PATH`` shows that paper, ``?bare`` a button alone."""

from pathlib import Path

import streamlit as st

from reader import assets
from reader.web.papers import Source, find_paper, open_paper
from reader.web.view import show_paper

st.set_page_config(layout="wide")
if "bare" in st.query_params:

    @st.fragment
    def button() -> None:
        st.session_state["count"] = st.session_state.get("count", 0) + st.button("press")
        st.text(f"pressed {st.session_state['count']}")

    button()
else:
    st.html(f"<style>{assets.font()}</style>")
    file = Path(st.query_params["file"])
    source = Source("upload", file.name, file.read_bytes())
    paper = find_paper(source) or open_paper(source, lambda stage, done: None)
    show_paper(paper)
    paper.prepare()
