"""Opening, links and the way back, as a user meets them: a running server and a real browser, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

EXAMPLE = ".st-key-tezawari-example button"
FIELD = "[data-testid=stTextInput] input"
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"  # the server has told all
SCROLLED = "[data-testid=stMain]"
# Where the page has come to rest.
RESTING = """async (each) => {
  for (let last = -1; each.scrollTop !== last;) {
    last = each.scrollTop;
    await new Promise((next) => setTimeout(next, 400));
  }
  return each.scrollTop;
}"""
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def app(tab: Callable[..., Any], app_address: str) -> Callable[..., Any]:
    def visit(query: str = "", **options: Any) -> Any:
        each = tab(**options)
        each.page.set_default_timeout(40_000)  # papers are read meanwhile
        each.page.goto(app_address + query)
        return each

    return visit


def asked(page: Any) -> dict[str, str]:
    """What the address says."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def wait_for_address(page: Any, **wanted: str | None) -> None:
    page.wait_for_function(
        "wanted => { const given = new URLSearchParams(location.search);"
        " return Object.entries(wanted).every(([name, value]) => given.get(name) === value); }",
        arg=wanted,
    )


def expect_nothing_cut(boxes: Any) -> None:
    """Formulas are broken into lines some frames after they are drawn."""
    for box in boxes.all():
        box.evaluate(
            """async (each) => {
              const start = performance.now();
              while (each.scrollWidth > each.clientWidth + 1) {
                if (performance.now() - start > 5000) throw new Error(`cut: ${each.textContent}`);
                await new Promise(requestAnimationFrame);
              }
            }"""
        )


def test_a_link_opens_a_paper_at_a_formula_with_a_symbol_picked(app: Callable[..., Any]) -> None:
    tab = app("?paper=example&eq=8&symbol=%5Ctau")
    panel = tab.page.locator(".panel")
    panel.locator(".mark").first.wait_for()
    panel.locator("h2", has_text="temperature").first.wait_for()
    number = tab.page.locator("button.number", has_text="(8)")
    number.wait_for()
    expect(number).to_be_in_viewport()
    assert asked(tab.page) == {"paper": "example", "eq": "8", "symbol": r"\tau"}
    assert tab.complaints == []


def test_a_link_to_a_formula_opens_it_as_a_click_does(app: Callable[..., Any]) -> None:
    tab = app("?paper=example&eq=8")
    page = tab.page
    page.locator(".line.open", has=page.locator(".number", has_text="(8)")).wait_for(timeout=90_000)  # first read
    page.locator(".bench-body").wait_for()
    expect(page.locator("button.number", has_text="(8)")).to_be_in_viewport()
    assert asked(page) == {"paper": "example", "eq": "8"}
    page.locator("button.number", has_text="(8)").click()  # closes it, and it stays so
    page.locator(".bench").wait_for(state="detached")
    assert tab.complaints == []


@pytest.mark.parametrize("query", ["?paper=example&eq=nothing&symbol=nothing", "?paper=example&eq=&symbol=%3Cb%3E"])
def test_a_link_that_names_what_is_not_there_opens_the_paper(app: Callable[..., Any], query: str) -> None:
    tab = app(query)
    tab.page.locator("button.number", has_text="(2)").first.wait_for()
    assert tab.complaints == []


def test_the_back_button_goes_formula_by_formula_and_then_out_of_the_paper(app: Callable[..., Any]) -> None:
    tab = app()
    page = tab.page
    page.locator(EXAMPLE).click()
    page.locator(".start-line math").wait_for()
    wait_for_address(page, paper="example", symbol=None)
    steps = page.evaluate("history.length")

    def pick(number: str, place: int) -> None:
        line = page.locator(".line", has=page.locator(".number", has_text=f"({number})"))
        line.locator("math mi[data-tezawari-symbol]").nth(place).click()
        page.locator(".panel h2").wait_for()
        wait_for_address(page, eq=number)

    pick("1a", 0)
    pick("1a", 1)  # the same formula is the same step
    page.wait_for_timeout(800)  # nor does the server's answer to a pick add one
    assert page.evaluate("history.length") == steps + 1
    first = asked(page)
    pick("2", 1)
    assert page.evaluate("history.length") == steps + 2
    written = asked(page)
    assert set(written) == {"paper", "symbol", "eq"}
    page.reload()
    page.locator("math .picked").first.wait_for()
    assert asked(page) == written
    page.go_back()
    wait_for_address(page, **first)
    page.locator(".panel h2").wait_for()
    page.go_back()
    wait_for_address(page, paper="example", eq=None, symbol=None)
    page.locator(".panel .outline").wait_for()
    page.go_back()
    page.locator(".living math").first.wait_for()
    assert asked(page) == {}
    page.go_forward()
    page.locator(".start-line math").wait_for()


def test_a_formula_that_is_opened_is_a_step(app: Callable[..., Any]) -> None:
    tab = app("?paper=example")
    page = tab.page
    number = page.locator("button.number", has_text="(2)").first
    number.wait_for()
    page.locator(SETTLED).wait_for()
    page.locator(".outline-number", has_text="(2)").first.click()
    wait_for_address(page, eq="2")
    page.locator(".line.open", has=page.locator(".number", has_text="(2)")).wait_for()
    top = page.locator(SCROLLED).evaluate(RESTING)
    page.locator(".outline-number", has_text="(8)").first.click()
    wait_for_address(page, eq="8")
    page.locator(".line.open", has=page.locator(".number", has_text="(8)")).wait_for()
    page.go_back()
    wait_for_address(page, eq="2")
    page.locator(".line.open", has=page.locator(".number", has_text="(2)")).wait_for()
    assert abs(page.locator(SCROLLED).evaluate(RESTING) - top) < 40  # where one was
    page.go_back()
    wait_for_address(page, paper="example", eq=None)
    page.locator(".bench").wait_for(state="detached")
    assert page.locator(SCROLLED).evaluate(RESTING) < 40
    assert tab.complaints == []


def test_the_place_of_a_file_leads_to_the_button_for_files(app: Callable[..., Any]) -> None:
    page = app("?q=~/papers/boats").page
    expect(page.get_by_text("This looks like a file on your machine.")).to_be_visible()


def test_a_paper_of_the_library_is_one_step_away_from_it(app: Callable[..., Any]) -> None:
    tab = app("?paper=example")
    page = tab.page
    page.locator("button.number").first.wait_for()
    page.goto(urlsplit(page.url)._replace(path="/library", query="").geturl())
    entry = page.locator("[class*=st-key-tezawari-open-] button").first
    entry.wait_for()
    steps = page.evaluate("history.length")
    entry.click()
    page.locator("button.number").first.wait_for()
    assert page.evaluate("history.length") == steps + 1
    page.locator(SETTLED).wait_for()
    page.go_back()
    entry.wait_for()
    assert page.url.endswith("/library")
    assert tab.complaints == []


@pytest.mark.parametrize(
    ("locale", "words", "options"),
    [
        ("en-US", "likelihood", PHONE),
        ("ja-JP", "ソフトマックス", {}),
        ("ja-JP", r"\frac{?}{\sqrt{?}}", PHONE),
    ],
)
def test_what_was_read_is_found_and_opened_where_it_stands(
    app: Callable[..., Any], locale: str, words: str, options: dict[str, Any]
) -> None:
    tab = app("?paper=example", locale=locale, **options)
    page = tab.page
    page.locator("button.number").first.wait_for()
    page.goto(urlsplit(page.url)._replace(query="").geturl())
    page.locator(FIELD).first.fill(words)
    page.locator(FIELD).first.press("Enter")
    found = page.locator(".findings a")
    found.first.wait_for()
    assert page.locator(".findings math").count() > 0
    assert page.locator(".findings").get_attribute("lang") == locale[:2]
    assert asked(page) == {"q": words}
    assert tab.overflow() <= 0
    expect_nothing_cut(page.locator(".findings .scroll"))
    formula = page.locator(".findings li:has(.scroll) a").first
    formula.click()
    page.locator("button.number").first.wait_for()
    assert set(asked(page)) >= {"paper", "eq"}
    page.go_back()
    found.first.wait_for()
    assert tab.complaints == []


def test_an_upload_has_an_address_that_holds(app: Callable[..., Any], tmp_path: Path) -> None:
    body = r"Let $g$ be the gain. \begin{equation} y = g x \end{equation}"
    file = tmp_path / "small.tex"
    file.write_text(rf"\documentclass{{article}}\begin{{document}} {body} \end{{document}}", encoding="utf-8")
    tab = app(locale="ja-JP")
    page = tab.page
    page.get_by_role("button", name="ファイルから（LaTeX）").click()
    uploader = page.locator("[data-testid=stFileUploaderDropzone] button")
    uploader.wait_for()
    shown = uploader.evaluate("e => getComputedStyle(e, '::after').content + getComputedStyle(e).fontSize")
    assert shown == '"ファイルを選ぶ"0px'
    page.locator("input[type=file]").set_input_files(file)
    page.locator("button.number, .number", has_text="(1)").first.wait_for()
    key = asked(page)["paper"]
    assert key.startswith("local:")
    other = app(f"?paper={key}")  # another session: it is in the library
    other.page.locator("button.number, .number", has_text="(1)").first.wait_for()


def test_hostile_titles_and_questions_stay_text(app: Callable[..., Any], tmp_path: Path) -> None:
    body = r"\begin{equation} y = g x + h + k \end{equation}"
    title = r"<img src=x onerror=alert(1)> :red[title]"
    file = tmp_path / "hostile.tex"
    file.write_text(
        rf"\documentclass{{article}}\title{{{title}}}\begin{{document}}\maketitle {body} \end{{document}}",
        encoding="utf-8",
    )
    tab = app()
    page = tab.page
    page.get_by_role("button", name="A file: LaTeX source").click()
    page.locator("input[type=file]").set_input_files(file)
    page.locator(".number", has_text="(1)").first.wait_for()
    page.goto(urlsplit(page.url)._replace(query="").geturl() + "?q=hostile+%3Cb%3Ebold%3C%2Fb%3E+%3Ared%5Bx%5D")
    page.get_by_text("<b>bold</b> :red[x]").wait_for()
    page.goto(urlsplit(page.url)._replace(query="").geturl() + "?q=g+x+%2B+h")
    page.locator(".living math, .findings, [data-testid=stHeading]").first.wait_for()
    page.goto(urlsplit(page.url)._replace(query="").geturl())
    page.locator("[class*=st-key-tezawari-recent] button", has_text=":red[title]").wait_for()
    assert page.locator("img[src=x]").count() == 0
    assert tab.complaints == []


# Streamlit pales what is left after half a second, for a second.
INK = """async each => { await new Promise((done) => setTimeout(done, 1800));
  const above = (each) => each.parentElement ?? each.getRootNode().host;
  for (; each; each = above(each)) if (getComputedStyle(each).opacity < 1) return false;
  return true; }"""


def test_what_stands_below_keeps_its_ink_while_one_reads_until_that_is_stopped(
    app: Callable[..., Any], tmp_path: Path
) -> None:
    row = r"Let $a_{%d}$ be the gain of a stage. \begin{equation} y_{%d} = \frac{a x}{b + %d} \end{equation} "
    rows = "".join(row % (number, number, number) for number in range(4000))
    file = tmp_path / "long.tex"
    file.write_text(rf"\documentclass{{article}}\begin{{document}} {rows} \end{{document}}", encoding="utf-8")
    tab = app()
    page = tab.page
    page.locator(".living math").first.wait_for()
    page.get_by_role("button", name="A file: LaTeX source").click()
    page.locator("input[type=file]").set_input_files(file)
    stop = page.get_by_role("button", name="Stop")
    stop.wait_for(timeout=30_000)
    page.locator("[data-testid=stProgress]").wait_for()
    assert page.locator(".living math").first.evaluate(INK)
    assert page.locator("[data-testid=stProgress]").count() == 1  # it was read all the while
    stop.click()
    page.locator(".living math").first.wait_for(timeout=60_000)
    wait_for_address(page, paper=None)
    expect(page.locator("[data-testid=stProgress]")).to_have_count(0, timeout=30_000)
