"""The reader's own files: written in one step, changed by one process at a time, set aside where they are broken."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from glossary.files import changing, keep_beside, write_whole
from glossary.folders import own_rows
from reader.cli import main
from reader.errors import CorrectionError, ProfileError
from reader.user.context import current_choice
from reader.user.corrections import Correction, change_corrections, corrections_file, read_corrections
from reader.user.own_files import set_aside
from reader.user.profile import change_profile, load_profile, profile_file, save_profile, survey_profile

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"TEZAWARI_{folder}", str(tmp_path / folder.lower()))
    for variable in ("TEZAWARI_GLOSSARY", "TEZAWARI_COURSE", "TEZAWARI_CORRECTIONS"):
        monkeypatch.setenv(variable, "")
    (tmp_path / "config").mkdir()
    return tmp_path


# --- written in one step ---------------------------------------------------------------------------------------------

KILLED = """
import os, sys
from pathlib import Path
from glossary.files import write_whole
if sys.argv[2] == "before":
    Path.replace = lambda self, target: os._exit(9)
else:
    os.fsync = lambda handle: os._exit(9)
write_whole(Path(sys.argv[1]), "new" * 100_000)
"""


@pytest.mark.parametrize("moment", ["while", "before"])
def test_a_process_that_dies_leaves_the_old_file_whole(moment: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("old", encoding="utf-8")
    assert subprocess.run([sys.executable, "-c", KILLED, str(file), moment]).returncode == 9
    assert file.read_text(encoding="utf-8") == "old"
    write_whole(file, "new")
    assert file.read_text(encoding="utf-8") == "new"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_permissions_stay(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("old", encoding="utf-8")
    for mode in (0o600, 0o664):
        file.chmod(mode)
        write_whole(file, "new")
        assert stat.S_IMODE(file.stat().st_mode) == mode


def test_a_copy_is_kept_beside_once(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    for content in ("one", "two", "two", "one"):
        file.write_text(content, encoding="utf-8")
        assert keep_beside(file).read_text(encoding="utf-8") == content
    assert {one.name for one in tmp_path.glob("mine*")} == {"mine.json", "mine.broken.json", "mine.broken-2.json"}


# --- changed by several ----------------------------------------------------------------------------------------------

CHANGES = """
import sys
from glossary.folders import own_rows
from glossary.writing import put_row
from reader.user.corrections import Correction, change_corrections, corrections_file
from reader.user.profile import change_profile
from reader.user import settings
from dataclasses import replace
who = sys.argv[1]
for number in range(8):
    name = f"{who}-{number}"
    change_profile(lambda profile: profile.with_known([name]))
    change_corrections(corrections_file(), lambda rows: [*rows, Correction("paper", name, "m")])
    put_row(own_rows(), "concept", "gpt", f"[{name}]\\nx = 1\\n")
    settings.change(lambda before: replace(before, glossary=(*before.glossary, name)))
"""


def test_what_two_processes_change_at_once_is_all_there() -> None:
    import tomllib

    from reader.user import settings

    both = [subprocess.Popen([sys.executable, "-c", CHANGES, who]) for who in ("a", "b")]
    assert [process.wait(120) for process in both] == [0, 0]
    names = {f"{who}-{number}" for who in "ab" for number in range(8)}
    assert set(load_profile().known) == names
    assert {one.symbol for one in read_corrections(corrections_file())} == names
    assert set(tomllib.loads((own_rows() / "concepts/gpt/own.toml").read_text(encoding="utf-8"))) == names
    assert set(settings.load().glossary) == names


def test_another_who_takes_too_long_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glossary.files.PATIENCE", 0.05)
    with changing(profile_file()), pytest.raises(ProfileError):
        change_profile(lambda profile: profile.with_known(["x"]))


# --- broken ----------------------------------------------------------------------------------------------------------

LANGUAGES = ("en", "ja")


@pytest.mark.parametrize("content", ["[", '{"schema": "tezawari/profile/9", "known": [], "built": []}', "3", "\x00"])
def test_a_broken_profile_is_empty_and_never_overwritten(content: str) -> None:
    profile_file().write_text(content, encoding="utf-8")
    assert load_profile() == survey_profile()[0] and not load_profile().known
    assert [len(set_aside(current_choice(), language)) for language in LANGUAGES] == [1, 1]
    for write in (
        lambda: change_profile(lambda profile: profile.with_known(["x"])),
        lambda: save_profile(load_profile()),
    ):
        with pytest.raises(ProfileError):
            write()
    assert profile_file().read_text(encoding="utf-8") == content


def test_what_a_later_version_says_in_a_profile_stays() -> None:
    profile_file().write_text('{"schema": "tezawari/profile/1", "known": ["a"], "built": [], "more": 1}', "utf-8")
    change_profile(lambda profile: profile.with_known(["b"]))
    assert load_profile().known == ("a", "b") and '"more": 1' in profile_file().read_text(encoding="utf-8")


GOOD = '[[correction]]\npaper = "preference-attention"\nsymbol = \'\\kappa\'\nmeaning = "curvature of it"\n'


@pytest.mark.parametrize(
    ("content", "holds"),
    [
        ("[[", False),
        ("x = 1\n" + GOOD, False),
        ("[[correction]]\nother = 3\n" + GOOD, True),
        (GOOD + "colour = 3\n", False),
    ],
)
def test_broken_corrections_are_set_aside_and_never_overwritten(content: str, holds: bool, capsys: Captured) -> None:
    corrections_file().write_text(content, encoding="utf-8")
    for language in LANGUAGES:
        assert main(["show", "example", "--symbol", r"\kappa", "--lang", language]) == 0
        printed = capsys.readouterr()
        assert printed.err.count("corrections.toml") == 1 and ("curvature of it" in printed.out) == holds
    assert main(["correct", "example", r"\kappa", "--meaning", "another"]) == 1
    with pytest.raises(CorrectionError):
        change_corrections(corrections_file(), lambda rows: [*rows, Correction("a", "b")])
    assert corrections_file().read_text(encoding="utf-8") == content


def test_broken_rows_and_courses_are_told_once_and_papers_are_read(tmp_path: Path, capsys: Captured) -> None:
    own = own_rows()
    (own / "blocks").mkdir(parents=True)
    (own / "blocks" / "own.toml").write_text("[half\n", encoding="utf-8")
    (own / "course.toml").write_text("[", encoding="utf-8")
    given = tmp_path / "given" / "concepts" / "gpt"
    given.mkdir(parents=True)
    (given / "own.toml").write_text("# mine\n[mine]\ncolour = 1\n", encoding="utf-8")
    for language in LANGUAGES:
        command = ["annotate", "example", "example", "--jobs", "2", "--lang", language]
        assert main([*command, "--glossary", str(tmp_path / "given")]) == 0
        printed = capsys.readouterr()
        assert len(printed.out.splitlines()) == 2
        for place in (own / "blocks/own.toml:1", own / "course.toml", f"{given / 'own.toml'}:3"):
            assert printed.err.count(str(place)) == 1
    assert main(["glossary", "check"]) == 1
    printed = capsys.readouterr()
    assert "blocks/own.toml" in printed.out and "course.toml" in printed.out and len(printed.err.splitlines()) == 1
