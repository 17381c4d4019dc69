"""What a user of the app chose, in one small file among their own settings. Nothing there is needed to read."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from glossary.course import CHOSEN, load_course
from glossary.errors import GlossaryFault
from glossary.files import write_whole
from glossary.folders import OVERLAYS, config_folder

LANGUAGES = ("browser", "en", "ja")
THEMES = ("system", "light", "dark")
_FROM_OUTSIDE = os.environ.get(OVERLAYS, "")  # folders that the app was started with
_COURSE_FROM_OUTSIDE = os.environ.get(CHOSEN, "")  # the course that it was started with
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


def apply(settings: AppSettings) -> None:
    """The settings that are not the page's own hold in this process."""
    followed = settings.course if course_fault(settings) is None else ""  # what cannot be read keeps no paper closed
    rows = followed if Path(followed).expanduser().is_dir() else ""  # as --course has it
    os.environ[OVERLAYS] = os.pathsep.join(filter(None, (_FROM_OUTSIDE, *settings.glossary, rows)))
    os.environ[CHOSEN] = followed or _COURSE_FROM_OUTSIDE


def course_fault(settings: AppSettings) -> GlossaryFault | None:
    """Why the chosen course cannot be followed; None where it can, or none is chosen."""
    try:
        if settings.course:
            load_course(settings.course)
    except GlossaryFault as fault:
        return fault
    return None


def settings_file() -> Path:
    """Where they lie; it need not exist."""
    return config_folder() / "app.json"


def load() -> AppSettings:
    """The settings; of what the file does not say, or says wrongly, the usual."""
    try:
        row = json.loads(settings_file().read_text(encoding="utf-8"))
        kept = {each.name: row[each.name] for each in fields(AppSettings) if each.name in row}
        kept["glossary"] = tuple(map(str, kept.get("glossary", ())))
        kept["course"] = str(kept.get("course", ""))
        made = AppSettings(**kept)
    except (OSError, ValueError, TypeError, AttributeError):
        return AppSettings()
    sound = (
        made.language in LANGUAGES
        and made.theme in THEMES
        and made.size in SIZES
        and isinstance(made.offline, bool)
        and all(type(limit) is int and limit > 0 for limit in (made.time_limit, made.memory_limit))
    )
    return made if sound else AppSettings()


def save(settings: AppSettings) -> bool:
    """Writes the settings; whether that could be done."""
    try:
        write_whole(settings_file(), json.dumps(asdict(settings), ensure_ascii=False, indent=1))
    except OSError:
        return False
    return True
