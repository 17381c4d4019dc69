"""What ``streamlit run`` serves: the script, and each view's address with a page that says where the server is.

Opened at ``/glossary``, Streamlit's page would look for its server below that address first: requests that fail, which
the browser's console shows, and a wait.

No script runs but Streamlit's files, those that its page names by their hash, and components, which come as blobs; and
nothing is fetched from elsewhere. Styles stay open: Streamlit writes them while it runs, without a nonce.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import App

from reader.web.shell.views import VIEWS

SCRIPT = Path(__file__).with_name("script.py")
HERE = "<script>window.__streamlit = { BACKEND_BASE_URL: location.origin }</script>"
INLINE: Final = re.compile(r"<script>(.*?)</script>", re.S)
POLICY: Final = (
    "default-src 'self'; script-src 'self' blob: {scripts}; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    "img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; frame-ancestors 'none'; object-src 'none'; "
    "base-uri 'none'; form-action 'none'"
)


@cache
def _page() -> str:
    """Streamlit's page, told that its server is at the root."""
    text = (resources.files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")
    return text.replace("<head>", f"<head>{HERE}", 1)


@cache
def policy() -> str:
    """What the app's pages may run and load."""
    hashes = (b64encode(sha256(script.encode()).digest()).decode() for script in INLINE.findall(_page()))
    return POLICY.format(scripts=" ".join(f"'sha256-{each}'" for each in hashes))


def page(request: Request) -> HTMLResponse:
    return HTMLResponse(_page(), headers={"Cache-Control": "no-cache"})


class Policed:
    """Says the policy with each page; on files and sockets it has no say."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def say(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers["content-security-policy"] = policy()
            await send(message)

        await self._app(scope, receive, say if scope["type"] == "http" else send)


app = App(SCRIPT, routes=[Route(f"/{view.name}", page) for view in VIEWS], middleware=[Middleware(Policed)])
