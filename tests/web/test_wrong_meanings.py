"""What a reader of an exported page calls wrong is gone wherever it stood, until they take that back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from reader.latex.source.bundle import bundle_from_bytes
from reader.output.exporters.registry import export
from reader.pipeline import read

PAPER = r"""\documentclass{article}\begin{document}
We minimise the loss. Let $\beta$ be the strength of the penalty and $u$ the gain of the filter.
\begin{equation} L = \beta u + x \end{equation}
Then \begin{equation} z = \beta x . \end{equation}
\end{document}"""


def test_a_wrong_meaning_is_gone_everywhere_and_comes_back(tab: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(export(read(bundle_from_bytes("paper.tex", PAPER.encode())), "html"), encoding="utf-8")
    each = tab(offline=True)
    each.show(file)
    page = each.page
    told = page.get_by_text("strength of the penalty", exact=False)
    page.locator(".line button.number", has_text="(1)").click()
    page.locator(".bench").wait_for()
    page.locator(".line math [data-tezawari-symbol]", has_text="β").first.click()
    panel = page.locator(".panel")
    assert "strength of the penalty" in panel.locator("h2").inner_text()
    assert panel.locator(".correcting").count() == 0  # nobody would keep it
    before = told.count()
    panel.get_by_role("button", name="This is wrong").click()
    assert "strength" not in panel.locator("h2").inner_text()
    assert "Neither the paper" not in panel.inner_text()  # that would not be true
    assert "until this page is closed" in panel.locator(".refused").inner_text()
    authors = page.locator(".author-text, .author-says", has_text="strength of the penalty")
    assert authors.count() < before
    expect(told).to_have_count(authors.count())  # the author's own sentences stay
    page.get_by_role("tab", name="Symbols").click()
    assert page.locator(".symbol-table tr", has_text="β").inner_text().count("strength") == 0
    panel.get_by_role("button", name="Show it again").click()
    assert "strength of the penalty" in panel.locator("h2").inner_text()
    page.get_by_role("tab", name="Formulas").click()
    expect(told).to_have_count(before)
    assert each.complaints == []
