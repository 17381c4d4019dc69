"""The settings of the app, in one small file in the user's folder of settings. Reading papers needs none of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from glossary.course import load_course
from glossary.errors import GlossaryFault
from glossary.files import changing, keep_beside, write_whole
from glossary.folders import config_folder
from reader.errors import SettingsError
from reader.user.context import ContextChoice

LANGUAGES = ("browser", "en", "ja")
THEMES = ("system", "light", "dark")
SENDS = ("free", "any")  # papers whose text may go to a model on another machine
SIZES = (90, 100, 115, 130)  # per cent of the usual size of letters


@dataclass(frozen=True, slots=True)
class AppSettings:
    """``glossary`` are folders of rows laid over the built-in ones, beside the user's own; ``course`` is a course.toml,
    or a folder that has one, "" for that of the folders.
    """

    language: str = "browser"
    theme: str = "system"
    size: int = 100
    offline: bool = False
    glossary: tuple[str, ...] = ()
    course: str = ""
    time_limit: int = 120  # seconds in which a paper has to be read
    memory_limit: int = 1024  # megabytes that a reading process may take
    model_address: str = ""  # of an endpoint that a model answers at; "": none is asked
    model: str = ""
    model_sends: str = "free"


def _is_limit(value: object) -> bool:
    return type(value) is int and value > 0


SOUND: Mapping[str, Callable[[Any], bool]] = {  # a setting -> whether a value of the file can be one
    "language": lambda value: value in LANGUAGES,
    "theme": lambda value: value in THEMES,
    "size": lambda value: value in SIZES,
    "offline": lambda value: isinstance(value, bool),
    "glossary": lambda value: isinstance(value, list) and all(isinstance(one, str) for one in value),
    "course": lambda value: isinstance(value, str),
    "time_limit": _is_limit,
    "memory_limit": _is_limit,
    "model_address": lambda value: isinstance(value, str),
    "model": lambda value: isinstance(value, str),
    "model_sends": lambda value: value in SENDS,
}


def lay_over(outside: ContextChoice, settings: AppSettings) -> ContextChoice:
    """What the app was started with, under what the settings name.

    What cannot be used keeps no paper closed: it is left out here, and the view of the settings says so.
    """
    there = [folder for each in settings.glossary if (folder := Path(each).expanduser()).is_dir()]
    laid = replace(outside, overlays=(*outside.overlays, *there))
    if not settings.course or course_fault(settings) is not None:
        return laid
    place = Path(settings.course).expanduser()
    rows = (place,) if place.is_dir() else ()  # as --course has it
    return replace(laid, overlays=(*laid.overlays, *rows), course=place)


def course_fault(settings: AppSettings) -> GlossaryFault | None:
    """Why the chosen course cannot be followed; None where it can, or none is chosen."""
    try:
        if settings.course:
            load_course(settings.course)
    except GlossaryFault as fault:
        return fault
    return None


def settings_file() -> Path:
    """The path of the settings; the file need not exist."""
    return config_folder() / "app.json"


def load() -> AppSettings:
    """The settings; the default for every value that is missing or wrong."""
    return _survey()[0]


def set_aside() -> SettingsError | None:
    """The values of the file that are wrong."""
    wrong = _survey()[1]
    return SettingsError("settings-set-aside", file=settings_file(), names=", ".join(wrong)) if wrong else None


def _survey() -> tuple[AppSettings, tuple[str, ...], dict[str, object]]:
    """The settings, the names of wrong values, and the whole table, with the keys of later versions."""
    try:
        row = json.loads(settings_file().read_text(encoding="utf-8"))
        if not isinstance(row, dict):
            raise ValueError("no settings")
    except FileNotFoundError:
        return AppSettings(), (), {}
    except (OSError, ValueError):
        return AppSettings(), tuple(SOUND), {}
    values = {name: row[name] for name in SOUND if name in row}
    sound = {name: value for name, value in values.items() if SOUND[name](value)}
    if "glossary" in sound:
        sound["glossary"] = tuple(sound["glossary"])
    return AppSettings(**sound), tuple(name for name in values if name not in sound), row


def save(settings: AppSettings) -> bool:
    """Writes the settings; whether that succeeded."""
    return change(lambda before: settings)


def change(of: Callable[[AppSettings], AppSettings]) -> bool:
    """Applies a change to the settings and writes them, under a lock; whether that succeeded.

    A file that is no settings file is copied beside it first.
    """
    file = settings_file()
    try:
        with changing(file):
            before, wrong, row = _survey()
            if wrong:
                keep_beside(file)
            write_whole(file, json.dumps(row | asdict(of(before)), ensure_ascii=False, indent=1))
    except OSError:
        return False
    return True
