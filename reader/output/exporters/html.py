"""Reading -> one self-contained HTML page. It makes no request; without JavaScript the formulas still stand there."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, Any

from reader.frontend import build
from reader.output.page.compression import packs
from reader.output.page.payload import build_payload

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.study.study import Study

# Nothing runs and nothing is styled but what is named by its hash: what slips into a page as markup stays dead.
POLICY = (
    "default-src 'none'; script-src {script}; style-src {style} {card}; font-src data:; "
    "img-src data:; "  # a card becomes a picture by way of one
    "base-uri 'none'; form-action 'none'"
)
SHEET = """
html { background: light-dark(#fcfbf8, #191a1b); color-scheme: light dark; scroll-padding: 4rem; }
body { margin: 0; padding: clamp(1.25rem, 4vw, 3.5rem) clamp(1rem, 4vw, 3.5rem) 1rem; }
.tezawari { max-width: 83rem; margin-inline: auto; }
"""
START = """
const root = document.getElementById("root");
const held = new Held(document.querySelectorAll("script[data-held]"));
const data = await held.whole("core").catch((fault) => {
  const still = new DOMParser().parseFromString(document.querySelector("noscript").textContent, "text/html");
  const formulas = [...still.querySelectorAll("math")].map((each) => h("p", {}, drawMath(each.outerHTML)));
  root.append(h("div", { class: "tezawari" }, formulas)); // in a browser that cannot inflate
  throw fault;
});
mount(root, data, { supply: held, known: keptByBrowser() });
"""
TAG = re.compile(r"<[^>]*>")
DATA = re.compile(r" data-[a-z-]+=(?:\"[^\"]*\"|'[^']*')")


def export(study: Study, language: Language = "en") -> str:
    """The page in ``language``; its reader can switch to the other one."""
    return page(build_payload(study, language, switch=True))


def page(payload: dict[str, Any]) -> str:
    """The page for a payload of :mod:`reader.output.page.payload`."""
    language = payload["language"]
    title = payload["reading"]["paper"]["title"] or payload["reading"]["paper"]["main"]
    held = "\n".join(packs(payload))
    script, style = build.script(build.PAGE) + START, build.font() + SHEET + build.style()
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy(script, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Tezawari {escape(payload["reading"]["tool"])}">
<title>{escape(title)} — Tezawari</title>
<style>{style}</style>
</head>
<body>
<div id="root"></div>
<noscript><div class="tezawari">{_static(payload)}</div></noscript>
{held}
<script type="module">{script}</script>
</body>
</html>
"""


def policy(script: str, style: str) -> str:
    """The policy of a page with this script and this style, and the style of its cards."""
    return POLICY.format(script=_hash(script), style=_hash(style), card=_hash(build.card_style()))


def _hash(text: str) -> str:
    """As a policy names a script or a style that stands in the page."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _static(payload: dict[str, Any]) -> str:
    """What a browser without JavaScript shows, and a search engine or a text browser reads."""
    paper = payload["reading"]["paper"]
    rows = "".join(_static_row(row, payload["mathml"].get(row["id"])) for row in payload["reading"]["equations"])
    return f"<h1>{escape(paper['title'])}</h1><p>{escape(', '.join(paper['authors']))}</p>{rows}"


def _static_row(row: dict[str, Any], mathml: str | None) -> str:
    number = f'<span class="number">({escape(row["number"])})</span>' if row["number"] else ""
    drawn = _plain(mathml) if mathml else f"<pre>{escape(row['latex'])}</pre>"
    return f'<div class="line"><div class="scroll">{drawn}</div>{number}</div>'


def _plain(mathml: str) -> str:
    """Without what only a script reads."""
    return TAG.sub(lambda tag: DATA.sub("", tag.group()), mathml)
