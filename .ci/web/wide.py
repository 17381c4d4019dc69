"""How many displays of exported pages reach beyond their box, by width of the window.

usage: python .ci/web/wide.py PAGE.html...
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from serving import chromium, started

WIDTHS = (390, 768, 1366, 1920)
DRAWN = """async () => {
  const style = document.createElement("style");
  style.textContent = ".tezawari .sheet { content-visibility: visible !important }";
  document.head.append(style);
  await document.fonts.ready;
  for (let before = -1, now = 0, round = 0; round < 4 || before !== now; round++) {
    [before, now] = [now, document.querySelectorAll(".sheet > *").length];
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}"""
BEYOND = """() => {
  const beyond = (box) => {
    const { left, right } = box.getBoundingClientRect();
    return [...box.querySelectorAll("mi, mo, mn, mtext")].map((each) => each.getBoundingClientRect())
      .some((each) => each.width && (each.right - right > 1 || left - each.left > 1));
  };
  const boxes = [...document.querySelectorAll(".line .scroll, .start-line")];
  return [boxes.length, boxes.filter((box) => box.scrollWidth - box.clientWidth > 1 || beyond(box)).length];
}"""


def counted(page: Page, file: Path) -> tuple[int, int]:
    """The displays of a page, and those of them that reach beyond their box."""
    page.goto(file.resolve().as_uri())
    page.locator("#root .tezawari").wait_for(state="attached")
    page.evaluate(DRAWN)
    displays, beyond = page.evaluate(BEYOND)
    return displays, beyond


def main() -> int:
    executable, files = chromium(), [Path(name) for name in sys.argv[1:]]
    if not executable or not files:
        print(__doc__ if executable else "No Chromium: the pages are not looked at.", file=sys.stderr)
        return 2
    with sync_playwright() as playwright:
        browser = started(playwright, executable)
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900})
            found = [counted(page, file) for file in files]
            page.close()
            print(f"{width} px: {sum(beyond for _, beyond in found)} of {sum(number for number, _ in found)} displays")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
