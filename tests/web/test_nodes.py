"""Nothing that is to be seen as an element becomes text: every symbol picked, every pane of every formula opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

# Notes what the browser would turn into text by itself: an element in a text, and whatever is put into the page
# that is neither node nor text.
WATCH = """
globalThis.turned = [];
const note = (what) => globalThis.turned.push(`${what} ${new Error().stack.split("\\n").slice(2, 5).join(" < ")}`);
Node.prototype.toString = function () { note(`<${this.nodeName}> in a text`); return ""; };
for (const name of ["append", "prepend", "replaceChildren", "before", "after", "replaceWith"]) {
  for (const kind of [Element, DocumentFragment, ShadowRoot]) {
    const own = kind.prototype[name];
    if (!own) continue;
    kind.prototype[name] = function (...given) {
      for (const each of given) if (!(each instanceof Node) && typeof each !== "string") note(`${typeof each} put in`);
      return own.apply(this, given);
    };
  }
}
"""
WALK = """async () => {
  const shown = [], pause = () => new Promise((done) => setTimeout(done));
  const read = (name) => {
    if (/\\[object|undefined|\\bNaN\\b/.test(document.querySelector("#root").textContent)) shown.push(name);
  };
  const seen = new Set();
  const click = (place) => place.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  for (const place of document.querySelectorAll(".line [data-tezawari-symbol]")) {
    const { tezawariSymbol: name } = place.dataset;
    if (seen.has(name)) continue;
    seen.add(name);
    click(place);
    read(name);
    for (const head of document.querySelectorAll(".panel .fold-head[aria-expanded=false]")) head.click();
    await pause();
    read(`${name} opened`);
    document.querySelector(".panel .concept .chip")?.click();
    read(`${name} concept`);
  }
  for (const number of document.querySelectorAll("button.number")) {
    number.click();
    const panes = async (pane) => {
      await pause();
      const ways = ".bench-body :is(.switch, .answer:first-child, .more-symbols)";
      for (const way of document.querySelectorAll(ways)) way.click();
      for (const jump of document.querySelectorAll(".bench-body .jump")) jump.focus();
      read(`${number.ariaLabel} ${pane}`);
    };
    for (const tab of [...document.querySelectorAll(".tab")]) {
      tab.click();
      await panes(tab.dataset.tab);
      for (const chip of document.querySelectorAll(".one-by-one .chip[data-pane]")) {
        chip.click();
        await panes(chip.dataset.pane);
      }
    }
  }
  for (const view of ["symbols", "layers"]) {
    document.querySelector(`[data-view=${view}]`).click();
    await pause();
    read(view);
  }
  return { shown, symbols: seen.size, turned: [...new Set(globalThis.turned)] };
}"""


@pytest.mark.parametrize("language", ["en", "ja"])
def test_elements_stay_elements(opened: Callable[..., Any], language: str, payload: dict[str, Any]) -> None:
    assert any(value["source"] for each in payload["reading"]["symbols"] for value in each["values"])
    each = opened(language, script=WATCH)
    each.page.locator(".figure").last.wait_for()
    each.draw_far()
    found = each.page.evaluate(WALK)
    assert found["turned"] == []
    assert found["shown"] == []
    assert found["symbols"] > 20
    assert each.complaints == []


def test_the_watch_sees_what_it_is_to_see(opened: Callable[..., Any]) -> None:
    page = opened(script=WATCH).page
    page.evaluate("document.body.append(['a', document.createElement('p')])")
    page.evaluate("document.body.textContent = `${document.createElement('p')}`")
    said = [each.split("    ")[0].strip() for each in page.evaluate("globalThis.turned")]
    assert said == ["object put in", "<P> in a text", "<P> in a text"]
