"""What others wrote can do nothing to the terminal: not a file's name, not a title, not an argument."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from rich.text import Text

from reader.cli import main
from reader.commands.screen import Screen
from reader.commands.speech import carefully

PAPER = "\\documentclass{article}\\title{A\x1b]0;title\x07 b}\n\\begin{document}\n\\[E=mc^2\\]\n\\end{document}\n"


@pytest.mark.slow
def test_names_and_titles_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "a\x1b[2Jb.tex"
    try:
        place.write_text(PAPER, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    assert main(["annotate", str(place), "-o", str(tmp_path / "out"), "--format", "html,markdown"]) == 0
    assert main(["show", str(place)]) == 0
    assert main(["show", str(tmp_path / "\x1b[2Jc")]) == 1
    out, err = ("".join(text.split("\n")) for text in capsys.readouterr())  # long paths are broken over lines
    assert not {"\x1b", "\x07"} & set(out + err)
    assert "a%1B[2Jb" in out and "a%1B[2Jb" in err and "%1B[2Jc" in err
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a%1B[2Jb.html", "a%1B[2Jb.md"]


def test_names_that_are_no_text_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["annotate", "r\udce4ume\x9b.tex"]) == 1
    assert "r%E4ume%C2%9B.tex" in capsys.readouterr().err


def test_the_screen_sends_its_own_codes_alone(capsys: pytest.CaptureFixture[str]) -> None:
    with carefully():
        screen = Screen()
        screen._force_terminal = True
        screen.print(Text("a\x1b[2Jb\r\x9b", style="bold"))
        print("c\x1b[2Jd\r\ne", file=sys.stderr)
    out, err = capsys.readouterr()
    assert "a%1B[2Jb%C2%9B" in out
    assert err == "c%1B[2Jd\r\ne\n"
