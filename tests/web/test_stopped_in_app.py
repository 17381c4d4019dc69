"""A formula that would never end, in a running app: its reader is told, and nobody else notices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import conftest
import pytest

from reader.batch.worker import Tell
from reader.web.papers.desk import PaperDesk
from reader.web.shell import launch

TEX = r"""\documentclass{article}\begin{document}Let $z$ be the score.
\begin{equation} y = x + z \end{equation} \begin{equation} z = w + 1 \end{equation}\end{document}"""
SCRIPT = f"""
import sys
sys.path[:0] = {[str(Path(__file__).parents[at] / name) for at, name in ((0, "."), (1, "support"))]!r}
from test_stopped_in_app import Endless
from reader.web.papers import desks
from reader.web.shell import app
desks.DESKS._desk = Endless
desks.FORMULA = 6.0
app.main()
"""


class Endless(PaperDesk):
    """Never has the workbench of one formula."""

    def piece(self, tell: Tell, mark: str, kind: str, name: str) -> Any:
        paper = self._held(mark)
        if kind == "bench" and "endless" in paper.key and name == paper.supply.study.document.equations[0].id:
            return 9**9**9
        return super().piece(tell, mark, kind, name)


@pytest.fixture
def address(browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    monkeypatch.setattr(launch, "SERVED", script)
    with conftest.served() as found:
        yield found


def test_only_its_reader_is_told(address: str, tab: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "endless.tex"
    file.write_text(TEX, encoding="utf-8")
    first, second = tab(), tab()
    second.page.goto(f"{address}?paper=example")
    second.page.locator(".figure .number", has_text="(2)").first.wait_for(timeout=120_000)
    first.page.goto(address)
    first.page.get_by_role("button", name="A file: LaTeX source").click()
    first.page.locator("input[type=file]").set_input_files(file)
    first.page.locator("button.number", has_text="(1)").first.click()
    second.page.locator("button.number", has_text="(2)").first.click()
    second.page.locator(".bench-body").wait_for()  # while the other formula is still worked on
    first.page.get_by_text("This formula took longer than 6 s and was stopped.").wait_for(timeout=120_000)
    first.page.locator("button.number", has_text="(2)").first.click()
    first.page.locator(".bench-body").wait_for()
