"""Read aloud: what is said, by which voice, and that no voice but the device's own is ever asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from voices import OWN, REMOTE, Voices
from workbenches import lit, number, pane, sentence

ENGLISH, JAPANESE = ("Own English", "en-GB", OWN), ("自前の声", "ja_JP", OWN)
FAR = (("Far English", "en-US", REMOTE), ("Far Japanese", "ja-JP", REMOTE))
STEPS = ".bench .sentences > .listening button"
SAID = ".bench .said .listening button"


def with_voices(tab: Any, *voices: tuple[str, str, bool], at: str = "steps") -> Voices:
    made = Voices(tab.page, *voices)
    pane(tab.page, "2", at)
    return made


@pytest.mark.parametrize(
    ("language", "voice", "label", "stop"),
    [("en", ENGLISH, "Read the steps aloud", "Stop"), ("ja", JAPANESE, "順に読み上げる", "止める")],
    ids=["en", "ja"],
)
def test_each_step_is_read_in_turn_with_its_part_lit(
    opened: Callable[..., Any], payload: dict[str, Any],
    language: str, voice: tuple[str, str, bool], label: str, stop: str,
) -> None:  # fmt: skip
    tab = opened(language)
    voices = with_voices(tab, *FAR, voice)
    button = tab.page.locator(STEPS)
    assert not button.is_visible()
    voices.come()
    assert button.inner_text().endswith(label)
    equation = next(each["id"] for each in payload["reading"]["equations"] if each["number"] == "2")
    steps = payload["benches"][equation]["steps"]
    button.click()
    seen = []
    for count, step in enumerate(steps, 1):
        assert [each["text"] for each in voices.asked] == [each["aloud"][language] for each in steps[:count]]
        words = step[language].split("$")[-1].strip()
        assert words in sentence(tab.page)
        assert button.inner_text().endswith(stop)
        seen.append(lit(tab.page))
        voices.say_to_the_end()
    assert button.inner_text().endswith(label)
    assert len(voices.asked) == len(steps)
    assert {(each["voice"], each["lang"], each["local"]) for each in voices.asked} == {(voice[0], voice[1], True)}
    assert seen[0] == "softmax(QK⊤dk+M)"
    assert len(seen) == len(steps) and seen[-1] == "dk"  # what the authors set
    assert tab.complaints == []


def test_a_voice_that_is_not_the_device_s_own_is_never_asked(opened: Callable[..., Any]) -> None:
    tab = opened()
    voices = with_voices(tab, *FAR)
    voices.come()
    assert tab.page.locator(STEPS).is_hidden()
    tab.page.locator(STEPS).dispatch_event("click")  # as a page's own script could press it
    said = pane(tab.page, "2", "said")
    assert tab.page.locator(SAID).is_hidden()
    assert "has no English voice of its own" in said.locator(".listening").inner_text()
    tab.page.get_by_role("button", name="Japanese", exact=True).click()
    assert "has no Japanese voice of its own" in said.locator(".listening").inner_text()
    tab.page.locator(SAID).dispatch_event("click")
    assert voices.asked == []


def test_an_own_voice_that_is_gone_is_not_replaced_by_another(opened: Callable[..., Any]) -> None:
    tab = opened()
    voices = with_voices(tab, ENGLISH)
    voices.come()
    button = tab.page.locator(STEPS)
    assert button.is_visible()
    tab.page.evaluate(
        "speechSynthesis.getVoices = () => [{ name: 'Far', lang: 'en-US', localService: false, default: true }]"
    )
    button.click()
    assert voices.asked == []
    assert button.inner_text().endswith("Read the steps aloud")


def test_each_reading_is_said_in_its_own_language(opened: Callable[..., Any], payload: dict[str, Any]) -> None:
    tab = opened()
    voices = with_voices(tab, JAPANESE, ENGLISH, at="said")
    voices.come()
    equation = next(each["id"] for each in payload["reading"]["equations"] if each["number"] == "2")
    said = payload["benches"][equation]["said"]
    button = tab.page.locator(SAID)
    button.click()
    tab.page.get_by_role("button", name="English, exact").click()  # goes on with what is chosen now
    tab.page.get_by_role("button", name="Japanese, exact").click()
    expected = [(said["en"], "en-GB"), (said["exact"]["en"], "en-GB"), (said["exact"]["ja"], "ja_JP")]
    assert [(each["text"], each["lang"]) for each in voices.asked] == expected
    assert [each["state"] for each in voices.asked] == ["stopped", "stopped", "speaking"]
    voices.say_to_the_end()
    assert button.inner_text().endswith("Read aloud")
    assert len(voices.asked) == 3


def leave(page: Any) -> None:
    page.evaluate("dispatchEvent(new Event('pagehide'))")


LEAVING: dict[str, Callable[[Any], object]] = {
    "stop": lambda page: page.locator(STEPS).click(),
    "another tab": lambda page: page.locator(".tab[data-tab=more]").click(),
    "closed": lambda page: page.locator(".close-bench").click(),
    "another formula": lambda page: number(page, "3").click(),
    "another language": lambda page: page.get_by_role("button", name="日本語で読む").click(),
    "the page is left": leave,
}


@pytest.mark.parametrize("way", LEAVING)
def test_it_falls_silent(opened: Callable[..., Any], way: str) -> None:
    tab = opened()
    voices = with_voices(tab, ENGLISH)
    voices.come()
    tab.page.locator(STEPS).click()
    assert [each["state"] for each in voices.asked] == ["speaking"]
    LEAVING[way](tab.page)
    assert [each["state"] for each in voices.asked] == ["stopped"]


def test_a_view_that_was_taken_away_falls_silent_at_the_next_word(opened: Callable[..., Any]) -> None:
    tab = opened()
    voices = with_voices(tab, ENGLISH)
    voices.come()
    tab.page.locator(STEPS).click()
    voices.say_a_word()
    assert voices.asked[-1]["state"] == "speaking"
    tab.page.evaluate("document.getElementById('root').replaceChildren()")
    voices.say_a_word()
    assert voices.asked[-1]["state"] == "stopped"


def test_taking_another_sentence_goes_on_from_there(opened: Callable[..., Any]) -> None:
    tab = opened()
    voices = with_voices(tab, ENGLISH)
    voices.come()
    tab.page.locator(STEPS).click()
    tab.page.locator(".bench .sentence").last.click()
    assert [each["state"] for each in voices.asked] == ["stopped", "speaking"]
    assert voices.asked[-1]["text"].split(")")[-1] in sentence(tab.page)


def test_a_browser_that_cannot_speak_says_so(opened: Callable[..., Any]) -> None:
    tab = opened("ja")
    tab.page.evaluate("Object.defineProperty(globalThis, 'speechSynthesis', { value: undefined })")
    number(tab.page, "2").click()
    tab.page.locator(".bench").wait_for()  # else ``pane`` would press the number again, which closes it
    assert tab.page.locator(STEPS).is_hidden()
    assert "日本語の音声がありません" in pane(tab.page, "2", "said").locator(".listening").inner_text()
    assert tab.complaints == []
