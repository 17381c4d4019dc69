"""The front end inside Streamlit: two components made from the package's own modules, registered inline.

Streamlit's scanner does not find a packaged component in an editable install whose distribution and import names
differ; inline it works everywhere. Their scripts and styles have inner newlines, or they would be taken for paths.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import streamlit as st

from reader import assets
from reader.messages import Language, table
from reader.web.papers import Paper

# Streamlit calls this anew at every rerun: what stands already is left alone unless `rev` says that it changed.
ADAPTER = """
export default function ({ parentElement, data, setStateValue }) {
  if (!data) return;
  let host = parentElement.querySelector("[data-tezawari-host]");
  if (!host) {
    host = document.createElement("div");
    host.dataset.tezawariHost = "";
    host.style.setProperty("--tezawari-top", "3.75rem");
    parentElement.append(host);
  }
  host.tell = setStateValue;
  if (host.dataset.rev === data.rev) return;
  host.dataset.rev = data.rev;
  host.replaceChildren();
  %s
}
"""
SHOW_READING = """
  const again = host.paper === data.paper ? host.picked : null;
  Object.assign(host, { paper: data.paper, picked: null });
  const view = mount(host, JSON.parse(data.payload), {
    language: data.language,
    onSelect(symbol, equation) {
      host.picked = { symbol, equation };
      host.tell("sel", host.picked);
    },
  });
  if (again) view.pick(again.symbol, again.equation);
"""
SHOW_LIVING = """
  mountLiving(host, data);
"""


class Selection(NamedTuple):
    """The symbol that was picked, and the equation where."""

    symbol: str
    equation: str | None


def show_living(language: Language) -> None:
    """The living formula. Everything in it happens in the browser."""
    component = st.components.v2.component(
        "tezawari_living", css=assets.style(), js=assets.script(assets.LIVING) + ADAPTER % SHOW_LIVING
    )
    component(key="tezawari-living", data={"rev": language, "language": language, "texts": table("living")})


def show_reading(paper: Paper, language: Language) -> Selection | None:
    """The reading view, and what is picked in it."""
    component = st.components.v2.component(
        "tezawari_reading", css=assets.style(), js=assets.script(assets.READER) + ADAPTER % SHOW_READING
    )
    data = {"rev": f"{paper.key} {language}", "paper": paper.key, "language": language, "payload": paper.drawing}
    result = component(key="tezawari-reading", data=data, on_sel_change=_nothing_more)
    picked: Any = result.sel
    known = {symbol["id"] for symbol in paper.payload["reading"]["symbols"]}
    return Selection(picked["symbol"], picked.get("equation")) if picked and picked["symbol"] in known else None


def _nothing_more() -> None:
    """A state is only part of a result whose callback is given; the rerun alone is what is wanted."""
