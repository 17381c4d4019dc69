"""A paper that tries to act: the whole way from its LaTeX to the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader.latex.source.bundle import bundle_from_bytes
from reader.output.exporters.registry import export
from reader.pipeline import read

ACT = r"<img src=x onerror=document.title='caught'></script><script>document.title='caught'</script>"
PAPER = rf"""
\documentclass{{article}}
\title{{{ACT}}}
\begin{{document}}
\maketitle
\section{{{ACT}}}
We set $k = 3$ for the {ACT} pair.

Let $g$ be the {ACT} gate, and let $\mathrm{{{ACT}}}$ denote the rate.
\begin{{equation}}
  y = g \text{{{ACT}}} + \operatorname{{{ACT}}} x \tag{{{ACT}}}
\end{{equation}}
\end{{document}}
"""


def test_the_papers_text_stays_text(tab: Callable[..., Any], tmp_path: Path) -> None:
    reading = read(bundle_from_bytes("evil.tex", PAPER.encode()))
    assert len(reading.document.equations) == 1
    file = tmp_path / "evil.html"
    file.write_text(export(reading, "html"), encoding="utf-8")
    each = tab(offline=True)
    each.show(file)
    each.page.locator(".figure .line math").wait_for()
    for symbol in each.page.locator(".line math mi[data-tezawari-symbol]").all():
        symbol.click()
    assert "<img src=x" in each.page.locator(".author-text").first.inner_text()
    assert any("<img src=x" in heading for heading in each.page.locator("h2.section").all_inner_texts())
    for view in ("symbols", "layers"):
        each.page.locator(f"[data-view={view}]").click()
    each.page.locator("[data-view=symbols]").click()
    each.page.locator(".lint summary").click()
    each.page.locator(".remarks li").first.wait_for()
    each.page.get_by_role("searchbox").fill(ACT)
    for only in each.page.locator(".only").all():
        only.click()
    each.page.locator("[data-view=formulas]").click()
    assert "<img src=x" in each.page.locator("h1").inner_text()
    assert each.page.evaluate("document.querySelectorAll('img, #root script, [onerror]').length") == 0
    assert each.page.title() != "caught"
    assert [url for url in each.requests if not url.startswith("file:")] == []
