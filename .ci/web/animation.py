"""The animation of the README: a formula of the example is opened and moved, in twenty seconds.

``screenshots.py --readme`` makes it, from the exported page. A picture is taken where something changed, and stands as
long as it is said here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageDraw
from views import View, address, click, of_page, opened, tab

NUMBER = "(8)"  # of the example: the softmax with a temperature
WINDOW = {"width": 1180, "height": 1160}
ROOM = 12  # pixels beside and above what is shown
HEIGHT = 1010
STEP = 90  # milliseconds of one picture while something is drawn
REST = 1300  # milliseconds to look at what came to be
POINTER = ((0, 0), (0, 17), (4, 13), (7, 19), (10, 18), (7, 12), (12, 12))  # an arrow, its tip first
# The slider's way, in parts of it: from place to place in so many pictures.
WAY = ((0.25, 0.02, 22), (0.02, 0.95, 34), (0.95, 0.25, 22))


class Picture(NamedTuple):
    """What is seen, for how many milliseconds, and where the pointer is."""

    image: Image.Image
    milliseconds: int


def animate(browser: Any, language: str, pages: Path, file: Path) -> None:
    """The animation in one language."""
    place = of_page(View("moving", shown=f"button.number:has-text('{NUMBER}')"))
    with tab(browser, language, "wide", "light") as page:
        page.set_viewport_size(WINDOW)
        opened(page, place, address(place, language, "", pages))
        pictures = list(_played(page))
    first, *others = [each.image for each in pictures]
    first.save(
        file, save_all=True, append_images=others, duration=[each.milliseconds for each in pictures], loop=0,
        lossless=True, method=4,
    )  # fmt: skip


def _played(page: Any) -> Iterator[Picture]:
    """A formula at rest, opened, moved by its slider, and with a part put in the place of another."""
    number = page.locator(f"button.number:has-text('{NUMBER}')").first
    number.evaluate("each => each.closest('.line').scrollIntoView({ block: 'start' })")
    page.mouse.wheel(0, -90)
    page.wait_for_timeout(600)
    line = number.locator("xpath=ancestor::*[contains(@class, 'line')][1]").bounding_box()
    corner = (line["x"] - ROOM, max(line["y"] - 110, 0))
    size = (line["width"] + 2 * ROOM, HEIGHT)

    def seen(milliseconds: int, at: Any = None) -> Picture:
        clip = {"x": corner[0], "y": corner[1], "width": size[0], "height": size[1]}
        image = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")
        if at is not None:
            _point(image, at[0] - corner[0], at[1] - corner[1])
        return Picture(image, milliseconds)

    yield seen(REST)
    for button in (number, page.locator(".tab[data-tab=move]")):
        yield seen(STEP * 6, _middle(button))
        click(page, f"#{_marked(button)}")
        yield seen(REST, _middle(button))
    slider = page.locator(".bench input[type=range]").first
    for begin, end, count in WAY:
        for k in range(count + 1):
            yield seen(STEP, _slide(page, slider, begin + (end - begin) * k / count))
        yield seen(REST // 2, _slide(page, slider, end))
    switch = page.locator(".bench .switch:visible").last
    at = _middle(switch)
    yield seen(STEP * 10, at)
    click(page, f"#{_marked(switch)}")
    yield seen(REST * 3, at)


def _marked(button: Any) -> str:
    """An id for what has none, to click it by."""
    marked: str = button.evaluate("each => each.id ||= `shown-${Math.random().toString(36).slice(2)}`")
    return marked


def _middle(button: Any) -> tuple[float, float]:
    box = button.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.6


def _slide(page: Any, slider: Any, part: float) -> tuple[float, float]:
    """Moves a slider, as a hand would; where its thumb is then."""
    slider.evaluate(
        """(each, part) => {
          each.value = Number(each.min) + part * (each.max - each.min);
          each.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        part,
    )
    page.wait_for_timeout(40)
    box = slider.bounding_box()
    return box["x"] + 8 + part * (box["width"] - 16), box["y"] + box["height"] / 2


def _point(image: Image.Image, x: float, y: float) -> None:
    outline = [(x + dx * 1.2, y + dy * 1.2) for dx, dy in POINTER]
    ImageDraw.Draw(image).polygon(outline, fill="#1d1c1a", outline="#ffffff")
