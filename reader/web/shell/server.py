"""What ``streamlit run`` serves: the script, and each view's address with a page that says where the server is.

Opened at ``/glossary``, Streamlit's page would look for its server below that address first: requests that fail, which
the browser's console shows, and a wait.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from streamlit import App

from reader.web.shell.views import VIEWS

SCRIPT = Path(__file__).with_name("script.py")
HERE = "<script>window.__streamlit = { BACKEND_BASE_URL: location.origin }</script>"


def page(request: Request) -> HTMLResponse:
    """Streamlit's page, told that its server is at the root."""
    text = (resources.files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")
    return HTMLResponse(text.replace("<head>", f"<head>{HERE}", 1), headers={"Cache-Control": "no-cache"})


app = App(SCRIPT, routes=[Route(f"/{view.name}", page) for view in VIEWS])
