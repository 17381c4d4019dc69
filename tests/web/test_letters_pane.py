"""*In our letters*: a formula as the course that is followed writes it, in the page and in the app."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import served
from workbenches import number, pane

from reader.output.exporters.html import page
from reader.output.page.payload import build_payload
from reader.pipeline import read
from reader.study.study import Study

COURSE = """title = { en = "Attention by hand", ja = "手で解くアテンション" }
concepts = ["softmax", "causal-mask"]
letters.causal-mask = 'B'
letters.query = 'A'
letters.margin = 'x'
"""
CHIP = ".one-by-one .chip[data-pane=letters]"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("course") / "course.toml"
    file.write_text(COURSE, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def taught(course: Path) -> dict[str, Any]:
    """What the page of the bundled paper is drawn from, with the course."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TEZAWARI_COURSE", str(course))
        return build_payload(Study(read("example")), switch=True)


@pytest.fixture
def lesson(tab: Callable[..., Any], taught: dict[str, Any], tmp_path: Path) -> Callable[..., Any]:
    def show(language: str, **options: Any) -> Any:
        file = tmp_path / f"{language}.html"
        file.write_text(page(taught | {"language": language}), encoding="utf-8")
        each = tab(offline=True, **options)
        each.page.goto(file.as_uri())
        return each

    return show


SAID = {
    "en": ("In our letters", "Attention by hand", "causal mask"),
    "ja": ("講座の記号で", "手で解くアテンション", "因果マスク"),
}


@pytest.mark.parametrize("language", SAID)
def test_a_formula_is_written_in_the_letters_of_the_course(lesson: Callable[..., Any], language: str) -> None:
    tab = lesson(language)
    shown = pane(tab.page, "2", "letters")
    label, title, mask = SAID[language]
    assert tab.page.locator(CHIP).inner_text() == label
    assert title in shown.inner_text()
    ours = shown.locator(".ours math").evaluate("(math) => math.textContent.replaceAll('\\u2061', '')")
    assert ours == "Attention(A,K,V)=softmax(AK⊤dk+B)V,"
    renamed = shown.locator(".renamed li")
    assert [each.split() for each in renamed.locator(".renaming").all_text_contents()] == [
        ["Q", "→", "A"],
        ["M", "→", "B"],
    ]
    renamed.locator("button").last.click()
    assert mask in tab.page.locator(".panel .concept > h4").first.inner_text().replace("いんが", "").replace("\n", "")
    assert tab.complaints == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Not written in our letters: x would stand both for x (prompt) and for Δθ (margin)."),
        ("ja", "この講座の記号では書き直しません。x が x（プロンプト）と Δθ（マージン）の両方を指してしまいます。"),
    ],
)
def test_a_clash_is_said_instead(lesson: Callable[..., Any], language: str, said: str) -> None:
    tab = lesson(language, viewport={"width": 390, "height": 844}, color_scheme="dark")
    shown = pane(tab.page, "20", "letters")
    assert shown.locator(".sentence").text_content() == said
    assert shown.locator(".sentence math").count() == 3
    assert shown.locator(".ours").count() == 0 and tab.overflow() == 0


def test_a_formula_that_no_letter_changes_has_no_such_pane(lesson: Callable[..., Any]) -> None:
    tab = lesson("en")
    number(tab.page, "6").click()
    tab.page.locator(".tab[data-tab=more]").click()
    assert tab.page.locator(CHIP).count() == 0


def test_without_a_course_there_is_no_such_pane(opened: Callable[..., Any]) -> None:
    tab = opened()
    number(tab.page, "2").click()
    tab.page.locator(".tab[data-tab=more]").click()
    assert tab.page.locator(CHIP).count() == 0


def test_the_app_follows_the_course_that_it_was_started_with(tab: Callable[..., Any], course: Path) -> None:
    with served(TEZAWARI_COURSE=str(course)) as address:
        page = tab(locale="ja-JP").page
        page.goto(address + "?paper=example")
        page.locator("button.number", has_text="(2)").wait_for(timeout=60_000)
        shown = pane(page, "2", "letters")
        assert "手で解くアテンション" in shown.inner_text()
        assert shown.locator(".renamed li").count() == 2
