"""A disk that is full at whichever moment: what stood there stays whole, nothing lies beside it, and it is said."""

from __future__ import annotations

import errno
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from glossary.errors import GlossaryFault
from glossary.files import write_whole
from glossary.writing import put_row
from reader.errors import CorrectionError, ProfileError
from reader.user import settings
from reader.user.corrections import Correction, write_corrections
from reader.user.profile import Profile, save_profile
from reader.web.papers import page_cache as pages

ROW = "[%s]\nname = { en = 'x', ja = 'x' }\n"
# How each file is written, and what is raised where that fails; None: whoever writes only says so, or need not.
WRITERS: dict[str, tuple[Callable[[Path, str], Any], type[Exception] | None]] = {
    "any": (lambda folder, text: write_whole(folder / "any.txt", text), OSError),
    "profile": (lambda folder, text: save_profile(Profile((text,))), ProfileError),
    "settings": (lambda folder, text: settings.save(settings.AppSettings(course=text)), None),
    "page": (lambda folder, text: pages.keep("paper", "stamp", text), None),
    "corrections": (
        lambda folder, text: write_corrections(folder / "c.toml", [Correction(text, "x")]),
        CorrectionError,
    ),
    "row": (lambda folder, text: put_row(folder / "rows", "concept", "algebra", ROW % text), GlossaryFault),
}


class Full(io.BytesIO):
    """A file on a disk that is full."""

    def write(self, data: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def no_write(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def half(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        if "r" in mode:
            return opened(path, mode, *more, **named)
        opened(path, mode).close()  # the file is there, and empty
        return Full()

    monkeypatch.setattr(Path, "open", half)


def no_rename(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)


@pytest.mark.parametrize("fault", [no_write, no_rename])
@pytest.mark.parametrize("name", WRITERS)
def test_what_stood_there_stays(
    name: str, fault: Callable[[pytest.MonkeyPatch], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"TEZAWARI_{folder}", str(tmp_path / folder))
    write, error = WRITERS[name]
    write(tmp_path, "first")
    before = contents(tmp_path)
    assert before
    with monkeypatch.context() as patched:
        fault(patched)
        if error is None:
            assert not write(tmp_path, "second")
        else:
            with pytest.raises(error):
                write(tmp_path, "second")
    assert contents(tmp_path) == before


def contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_link_is_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text("first", encoding="utf-8")
    try:
        link.symlink_to(real)
    except OSError:
        pytest.skip("no links here")
    write_whole(link, "second")
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "second"
