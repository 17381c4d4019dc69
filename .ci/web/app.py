"""The app as its users have it, for measure.py; with ``?bare`` a button alone on the same server."""

import streamlit as st

from reader.web.shell.app import main

if "bare" in st.query_params:

    @st.fragment
    def button() -> None:
        st.session_state["count"] = st.session_state.get("count", 0) + st.button("press")
        st.text(f"pressed {st.session_state['count']}")

    button()
else:
    main()
