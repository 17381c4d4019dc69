"""Which file is the paper, and what a folder or a TeX file brings along."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from reader.errors import NoTexFound
from reader.latex.source.archive_limits import ArchiveLimits
from reader.latex.source.bundle import example_bundle, load
from reader.messages import problem_text

CLASS, BODY = "\\documentclass[11pt]{article}\n", "\\begin{document}\n\\title{T}\nx\n\\end{document}\n"
DOCUMENT = CLASS + BODY


def write(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


MAIN_FILE_CASES: dict[str, tuple[dict[str, str], str]] = {
    "one file": ({"whatever.tex": DOCUMENT}, "whatever.tex"),
    "a file that is input'ed is not it": (
        {"z.tex": CLASS + "\\begin{document}\\input{a}\\end{document}", "a.tex": DOCUMENT},
        "z.tex",
    ),
    "an input in a comment does not count": (
        {"ms.tex": DOCUMENT, "z.tex": "% \\input{ms}\n" + DOCUMENT},
        "ms.tex",
    ),
    "a class line in a comment does not count": (
        {"main.tex": "%\\documentclass{article}\n\\section{x}", "z.tex": DOCUMENT},
        "z.tex",
    ),
    "an escaped per cent sign is no comment": ({"a.tex": "5\\% " + DOCUMENT, "b.tex": "\\section{x}"}, "a.tex"),
    "preferred names": ({"aaa.tex": DOCUMENT, "ms.tex": DOCUMENT}, "ms.tex"),
    "top level": ({"aa/main.tex": DOCUMENT, "main.tex": DOCUMENT}, "main.tex"),
    "bibliography of the same name": ({"aaa.tex": DOCUMENT, "zzz.tex": DOCUMENT, "zzz.bbl": "\\bibitem{x}"}, "zzz.tex"),
    "standalone figures": ({"a.tex": "\\documentclass[tikz]{standalone}" + BODY, "z.tex": DOCUMENT}, "z.tex"),
    "subfiles": ({"a.tex": "\\documentclass[z]{subfiles}" + BODY, "z.tex": DOCUMENT}, "z.tex"),
    "supplement": ({"a_supplement.tex": DOCUMENT * 3, "paper-v2.tex": DOCUMENT}, "paper-v2.tex"),
    "answer to the referees": ({"response_letter.tex": DOCUMENT * 3, "x.tex": DOCUMENT}, "x.tex"),
    "ancillary files": ({"anc/ms.tex": DOCUMENT, "x.tex": DOCUMENT}, "x.tex"),
    "title": ({"a.tex": CLASS + "\\begin{document}x\\end{document}", "b.tex": DOCUMENT}, "b.tex"),
    "the longer of two": ({"a.tex": DOCUMENT, "b.tex": DOCUMENT + "x" * 99}, "b.tex"),
    "LaTeX 2.09": ({"a.tex": "\\section{x}", "b.tex": "\\documentstyle[12pt]{article}" + BODY}, "b.tex"),
    "class line input'ed": (
        {"preamble.tex": CLASS, "z.tex": "\\input preamble\n" + BODY, "other.tex": "\\section{x}"},
        "z.tex",
    ),
    "document and class both input'ed": ({"book.tex": "\\input{main}", "main.tex": DOCUMENT}, "book.tex"),
    "no class line": ({"a.tex": "\\section{x}", "b.tex": BODY}, "b.tex"),
    "plain TeX": ({"macros.tex": "\\def\\x{y}", "chap.tex": "\\input macros\nText.\n\\bye\n"}, "chap.tex"),
    "plain TeX that ends with \\end": ({"a.tex": "\\def\\x{y}", "b.tex": "Text.\\vfill\\end % done\n"}, "b.tex"),
    "the only one": ({"fragment.tex": "\\section{x} $a$", "x.sty": "\\def\\a{b}"}, "fragment.tex"),
    "00README": ({"ms.tex": DOCUMENT, "z.tex": DOCUMENT, "00README.XXX": "z.tex toplevelfile\n"}, "z.tex"),
    "00README in JSON": (
        {
            "ms.tex": DOCUMENT,
            "z.tex": DOCUMENT,
            "00README.json": '{"sources": [{"filename": "z.tex", "usage": "toplevel"}]}',
        },
        "z.tex",
    ),
    "00README in YAML": (
        {"ms.tex": DOCUMENT, "z.tex": DOCUMENT, "00README.yaml": "sources:\n- usage: toplevel\n  filename: z.tex\n"},
        "z.tex",
    ),
    "00README that names no file of ours": ({"ms.tex": DOCUMENT, "00README.json": "[1"}, "ms.tex"),
    "files that input each other": (
        {"a.tex": DOCUMENT + "\\input{b}", "b.tex": "\\input{a}"},
        "a.tex",
    ),
    "a file without suffix": ({"paper": DOCUMENT, "Makefile": "all:\n\tpdflatex paper\n"}, "paper"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "main"), MAIN_FILE_CASES.values(), ids=MAIN_FILE_CASES)
def test_the_main_file_is_found(tmp_path: Path, files: dict[str, str], main: str) -> None:
    assert load(write(tmp_path, files)).main == main


def test_main_can_be_named(tmp_path: Path) -> None:
    write(tmp_path, {"ms.tex": DOCUMENT, "sub/other.tex": DOCUMENT})
    for name in ("sub/other.tex", "sub\\other", "other.tex", "./sub/other"):
        assert load(tmp_path, main=name).main == "sub/other.tex"
    with pytest.raises(NoTexFound, match=r"“missing.tex” is not there; there are: ms.tex, sub/other.tex"):
        load(tmp_path, main="missing.tex")
    assert load(tmp_path).digest != load(tmp_path, main="other").digest


def test_rivals_are_told(tmp_path: Path) -> None:
    (problem,) = load(write(tmp_path, {"ms.tex": DOCUMENT, "b.tex": DOCUMENT, "si.tex": DOCUMENT})).problems
    assert "ms.tex was read (--main takes another: b.tex)" in problem_text(problem, "en")


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "holds no LaTeX file"),
        ({"figure.png": "x"}, "holds no LaTeX file"),
        ({"notes.txt": "nothing"}, "No LaTeX was found"),
        ({"a.tex": "\\section{x}", "b.tex": "\\section{y}"}, r"None of the files \(a.tex, b.tex\) begins a document"),
    ],
)
def test_a_folder_without_a_paper_is_refused(tmp_path: Path, files: dict[str, str], says: str) -> None:
    with pytest.raises(NoTexFound, match=says):
        load(write(tmp_path, files))


def test_a_missing_path_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(NoTexFound, match="There is no file or folder"):
        load(tmp_path / "nothing")


def test_a_tex_file_brings_what_it_loads_from_its_folder(tmp_path: Path) -> None:
    text = "\\documentclass{local}\n\\usepackage{amsmath,mine}\n\\begin{document}\\input{parts/one}\\end{document}"
    files = {
        "draft.tex": text, "draft.bbl": "\\bibitem{x}", "mine.sty": "\\def\\x{y}", "local.cls": "\\LoadClass{article}",
        "parts/one.tex": "\\input{two}", "parts/two.tex": "two", "unrelated.tex": DOCUMENT, "unused.sty": "\\def\\z{y}",
    }  # fmt: skip
    bundle = load(write(tmp_path, files) / "draft.tex")
    assert bundle.name == "draft"
    assert bundle.main == "draft.tex"
    assert sorted(bundle.files) == sorted(set(files) - {"unrelated.tex", "unused.sty"})


def test_a_tex_file_brings_its_whole_folder_where_names_are_made_by_macros(tmp_path: Path) -> None:
    files = {"a.tex": CLASS + "\\begin{document}\\input{\\folder/one}\\end{document}", "parts/one.tex": "one"}
    assert sorted(load(write(tmp_path, files) / "a.tex").files) == ["a.tex", "parts/one.tex"]


def test_files_with_other_suffixes_come_along_where_they_are_input(tmp_path: Path) -> None:
    files = {"a.tex": CLASS + "\\begin{document}\\input{t.txt}\\end{document}", "t.txt": "x", "readme.txt": "y"}
    assert sorted(load(write(tmp_path, files)).files) == ["a.tex", "t.txt"]


def test_binary_files_and_huge_folders_do_no_harm(tmp_path: Path) -> None:
    write(tmp_path, {"ms.tex": DOCUMENT, ".git/x.tex": DOCUMENT, "z/y.tex": "\\x"})
    (tmp_path / "broken.tex").write_bytes(bytes(range(256)) * 9)
    assert sorted(load(tmp_path).files) == ["ms.tex", "z/y.tex"]
    cut = load(tmp_path, limits=ArchiveLimits(folder_entries=4))
    assert sorted(cut.files) == ["ms.tex"]
    assert [problem.kind for problem in cut.problems] == ["source-cut-short"]


def test_line_ends_are_kept_but_for_those_of_old_macs(tmp_path: Path) -> None:
    (tmp_path / "main.tex").write_bytes(DOCUMENT.replace("\n", "\r\n").encode())
    (tmp_path / "mac.tex").write_bytes(b"% note\r\\section{x}\r")
    files = load(tmp_path).files
    assert files["main.tex"].text == DOCUMENT.replace("\n", "\r\n")
    assert files["mac.tex"].text == "% note\n\\section{x}\n"


def test_the_example_paper_is_complete() -> None:
    bundle = example_bundle()
    assert (bundle.name, bundle.main, bundle.problems) == ("preference-attention", "main.tex", ())
    assert len(bundle.files) > 4
