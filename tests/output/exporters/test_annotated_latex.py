"""Annotated LaTeX: what it marks, that a paper's text is never run, and that pdflatex sets it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reader
from reader.messages import LANGUAGES, Language
from reader.output.exporters.registry import export
from reader.output.typesetting.marked_latex import Mark, in_scripts, marked
from reader.output.typesetting.portable_latex import ENVIRONMENTS, SYMBOLS, is_whole, known, portable
from reader.output.typesetting.tex_document import for_tex, tex_document, tex_inline, tex_text

PAPERS = Path(__file__).resolve().parents[2] / "meaning" / "papers"
HOSTILE = r"""\documentclass{article}\begin{document}
Let $x$ be the input \input{/etc/hostname}. Then 100\% of it_counts & more #1 ~ ^ are kept:
\begin{equation} x = \input{/etc/hostname} \write18{touch pwned} \csname input\endcsname{/etc/hostname} \end{equation}
\begin{equation} x ^^5cinput{/etc/hostname} \catcode`\%=0 \openout3=pwned.txt \unknownmacro{x} \end{equation}
\begin{equation} \text{caf\'e ñ Ж → ≤ 損失} + \textcolor{nosuch}{x} + \llbracket x \rrbracket \end{equation}
where $x$ is the <b>input</b>.
\end{document}"""


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\mathbbm{1}", r"\mathbb {1}"),
        (r"\argmax_x \KL(p)", r"\operatorname*{arg\,max}_x \operatorname{KL}(p)"),
        (r"\textcolor{red}{y}", " {y}"),
        (r"\begin{dcases} a & b \end{dcases}", r"\begin{cases} a & b \end{cases}"),
        (r"\begin{evil} a \end{evil}", r"\begin{aligned} a \end{aligned}"),
        (r"\input{x}", r"\mathtt{input}{x}"),
        (r"\write18{ls}", r"\mathtt{write}18{ls}"),
        (r"\csname x\endcsname", r"\mathtt{csname} x\mathtt{endcsname}"),
        ("x ^^5c y", r"x \hat{\ }5c y"),
        ("x % hidden \\input{y}\n+ 1", "x \n+ 1"),
        (r"a \eqref{eq:1_2}", r"a \text{(...)}"),
        ("a # b", r"a \# b"),
        (r"\begin\noindent{filecontents*}", r"\mathtt{begin}{filecontents*}"),
        (r"\begin filecontents", r"\mathtt{begin} filecontents"),
        (r"\^^69nput{x}", r"\^ ^69nput{x}"),
        (r"^\noindent^69nput", "^ ^69nput"),
        ("\\in\u0301put{x}", "\\in \u0301put{x}"),  # the accent goes where pdflatex cannot set it
        (r"\in\omicron", r"\in o"),
        ("\\in\0put \x0b\x0b69", r"\in put  69"),
        (r"\@input \1 \] \\", r"\mathtt{input} 1 ] \\"),
        ("\\", r"\ "),
    ],
)
def test_portable(latex: str, expected: str) -> None:
    assert portable(latex) == expected


# What TeX makes commands of, and what this program leaves out or writes differently between them.
SHARDS = ["\\", "\\in", "put", "\\begin", "\\end", "{", "}", "{filecontents*}", "{array}", "{c}", "^", "^^", "69",
          "5c", "%", "\n", " ", "*", "@", "\\noindent", "\\label{a}", "\\color{a}", "\\relax", "\\omicron", "\\cr",
          "\\ref{a}", "\\csname", "\\endcsname", "\\catcode", "\\write18", "\\@", "\u0301", "é", "→", "\0", "\x0b",
          "\r", "#", "~", "&", "$", "\\bm", "\\argmax", "\\(", "\\mathbbm"]  # fmt: skip
NUMBER = re.compile(r"\^\^(?:([0-9a-f]{2})|(.))", re.DOTALL)
READ = re.compile(r"%[^\n]*\n?|\\(?:([A-Za-z]+)|(.|\Z))(\{[^{}]*\})?|.", re.DOTALL)
OURS = {"mathtt", "operatorname", "hat", "text", "ensuremath"}


def as_tex(latex: str) -> str:
    """The text with TeX's characters by number in their places."""
    while found := NUMBER.search(latex):
        letter = chr(int(found[1], 16)) if found[1] else chr(ord(found[2]) ^ 64)
        latex = latex[: found.start()] + letter + latex[found.end() :]
    return latex


@settings(suppress_health_check=[HealthCheck.too_slow])  # a machine with other work to do
@given(st.lists(st.sampled_from(SHARDS), max_size=8).map("".join))
def test_only_commands_of_our_tables_come_through(latex: str) -> None:
    shown = portable(latex)
    for text in (shown, for_tex(shown)):
        for found in READ.finditer(as_tex(text)):
            if found[1] in ("begin", "end"):
                assert (found[3] or "")[1:-1] in ENVIRONMENTS, (text, found[0])
            elif found[1]:
                assert found[1] in known() | OURS, (text, found[0])
            elif found[2] is not None:
                assert found[2] in SYMBOLS, (text, found[0])


@pytest.mark.parametrize(
    ("latex", "whole"),
    [
        (r"\left( x \right)", True), ("{a", False), ("a}", False), (r"\text{$x$}", True), ("$x", False),
        (r"\begin{a}{x\end{a}}", False), (r"\{x", True), (r"\left\{ a \right.", True), (r"\leftarrow", True),
    ],
)  # fmt: skip
def test_whole_formulas(latex: str, whole: bool) -> None:
    assert is_whole(latex) is whole


@pytest.mark.parametrize(
    ("latex", "places", "expected"),
    [
        ("a + b", [(0, 1)], "<a> + b"),
        (r"x_\beta", [(2, 7)], r"x_<\beta>"),
        ("a_b + b", [(0, 3), (2, 3), (6, 7)], "<a_b> + <b>"),  # the widest
        ("{a + b}", [(0, 4)], "{a + b}"),  # would cut a group
        ("a & b", [(0, 5)], "a & b"),
    ],
)
def test_marks(latex: str, places: Sequence[tuple[int, int]], expected: str) -> None:
    assert marked(latex, [Mark(start, end, "<", ">") for start, end in places]) == expected


@pytest.mark.parametrize(
    ("latex", "raised"),
    [("a_b", False), ("x_a", True), ("x_{b a", True), ("x_b a", False), (r"x^{\b} a", False), (r"\sum_i a", False)],
)
def test_scripts(latex: str, raised: bool) -> None:
    assert in_scripts(latex, latex.rindex("a")) is raised


def test_characters_of_formulas() -> None:
    assert for_tex("θ ≤ é") == r"\ensuremath{\theta} \ensuremath{\le} \text{é}"
    assert for_tex("\\text{損失}\n\nx") == "\\text{損失}\nx"


def test_symbols_have_a_colour_a_number_and_a_note() -> None:
    text = export(reader.read(str(PAPERS / "grpo.tex")), "latex")
    assert r"{\symbolfirst{symbol1}{1}{\hat{A}_{i}}} = \frac{" in text
    assert r"\item[\textcolor{symbol1}{\textsf{1}}] \(\hat{A}_{i}\): advantage of response \(i\)" in text
    assert "(the author says, grpo.tex:22)" in text


# --- pdflatex --------------------------------------------------------------------------------------------------------


def typeset(text: str, folder: Path) -> str:
    """The log of pdflatex, which must make a document; nothing that a paper says may be run."""
    file = folder / "document.tex"
    file.write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-no-shell-escape", file.name],
        cwd=folder, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    log = (folder / "document.log").read_text(encoding="utf-8", errors="replace")
    assert done.returncode == 0 and (folder / "document.pdf").is_file(), log[-3000:]
    return log


def require_pdflatex(*files: str) -> None:
    """Skips where TeX is not there, or lacks one of these files."""
    if shutil.which("pdflatex") is None:
        pytest.skip("pdflatex is not on this machine, so no document is set (on Debian: texlive-latex-recommended)")
    for file in files:
        if subprocess.run(["kpsewhich", file], capture_output=True, check=False).returncode:
            pytest.skip(f"TeX has no {file} on this machine, so no Japanese is set (latex-cjk-japanese-wadalab)")


JAPANESE = ("CJKutf8.sty", "c70min.fd")


@pytest.mark.slow
@pytest.mark.parametrize("form", ["latex", "notation"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", ["grpo", "vae", "stack"])
def test_pdflatex_sets_it(paper: str, language: Language, form: str, tmp_path: Path) -> None:
    require_pdflatex(*(JAPANESE if language == "ja" else ()))
    typeset(export(reader.read(str(PAPERS / f"{paper}.tex")), form, language), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["latex", "notation"])
def test_a_hostile_paper_is_printed_and_not_run(form: str, tmp_path: Path) -> None:
    require_pdflatex(*JAPANESE)
    source = tmp_path / "hostile.tex"
    source.write_text(HOSTILE, encoding="utf-8")
    log = typeset(export(reader.read(str(source)), form), tmp_path)
    assert "hostname" not in log.replace("/etc/hostname", "", 0) or "(/etc/hostname" not in log
    assert not list(tmp_path.glob("pwned*"))


@pytest.mark.slow
def test_pdflatex_knows_every_command_that_stays(tmp_path: Path) -> None:
    """Each command of our tables that is written as it is, and each that stands in for another."""
    require_pdflatex()
    names = sorted(name for name in known() if name.isalpha())
    asked = "\n".join(rf"\ifdefined\{name}\else\typeout{{LACKING {name}}}\fi" for name in names)
    log = typeset(tex_document("x.tex", "x", "", [asked, "x"]), tmp_path)
    assert [line for line in log.splitlines() if line.startswith("LACKING")] == []


@pytest.mark.slow
def test_any_text_can_be_set(tmp_path: Path) -> None:
    require_pdflatex()
    signs = "".join(chr(code) for code in (*range(32, 0x180), 0x3B1, 0x2192, 0x2264, 0x1F600, 0x416, 0x5D0))
    log = typeset(tex_document("x.tex", signs, "", [tex_text(signs), tex_inline("{x"), tex_inline("a & b")]), tmp_path)
    assert "Unicode character" not in log and "unavailable" not in log
