"""The ``.bib`` files of papers that come without their list of references."""

import time
import tracemalloc
from pathlib import Path

import pytest
from arxiv_server import tarball

from reader.latex.document.bibliography import authors_and_year, read_bibliography
from reader.latex.source.bibtex import Person, names, works
from reader.latex.source.bundle import bundle_from_bytes, load
from reader.library.adding import pack_source, unpack_source
from reader.model.source import SourceBundle

WORKS = {
    "braces": ("@article{a, title = {On {Leaves}}, year = {2021}}", {"title": "On {Leaves}", "year": "2021"}),
    "quotes": ('@Book{a, title="Leaf {"}s{"}", year=2021}', {"title": 'Leaf {"}s{"}', "year": "2021"}),
    "a macro": (
        '@string{jg = "J. of Gardens"} @misc{a, journal = jg # { B}, month = jan}',
        {"journal": "J. of Gardens B", "month": "Jan"},
    ),
    "parentheses": ("@misc(a, title = {Leaves})", {"title": "Leaves"}),
    "no comma": (
        "@misc{a, title = {Leaves} year = 2021, note = {n}}",
        {"title": "Leaves", "year": "2021", "note": "n"},
    ),
    "what is no field": ("@misc{a, ??, {x}, title = {Leaves}}", {"title": "Leaves"}),
    "lines": ("@misc{ a ,\n  TITLE = {Leaves\n   and edges}\n}", {"title": "Leaves and edges"}),
    "a field twice": ("@misc{a, note = {first}, note = {second}}", {"note": "first"}),
    "a brace too few": ("@misc{a, title = {Leaves}, note = {open\n@misc{b}", {"title": "Leaves", "note": "open"}),
    "a brace too many": ("@misc{a, title = {Leaves}}, year = 2021}", {"title": "Leaves", "year": "2021"}),
    "nothing": ("@misc{a}", {}),
}


@pytest.mark.parametrize("case", WORKS)
def test_fields_of_a_work(case: str) -> None:
    written, fields = WORKS[case]
    first = next(works(written))
    assert (first.key, first.fields) == ("a", fields)


def test_a_broken_entry_costs_no_other() -> None:
    text = '@comment{x, y}\n@preamble{"x"}\n@misc{a, title = {open\n@misc{, title = {no key}}\n@misc{b, title = {B}}'
    assert [work.key for work in works(text)] == ["a", "b"]


NAMES = {
    "Ada Fern and Moss, Bo": [Person("Fern", "Ada Fern"), Person("Moss", "Bo Moss")],
    "Jan van der Moss and de Ivy, Cy": [Person("van der Moss", "Jan van der Moss"), Person("de Ivy", "Cy de Ivy")],
    "{Fern and Sons} and Ivy, Jr, Cy": [Person("{Fern and Sons}", "{Fern and Sons}"), Person("Ivy", "Cy Ivy")],
    "Fern, Ada and others": [Person("Fern", "Ada Fern"), Person("others", "et al.")],
    r"Ada {F\"e rn}": [Person(r"{F\"e rn}", r"Ada {F\"e rn}")],
    " and ": [],
    ",": [Person("", "")],
}


@pytest.mark.parametrize("said", NAMES)
def test_people(said: str) -> None:
    assert names(said) == NAMES[said]


PAPER = rb"\documentclass{article}\begin{document}By \citep{fern, net}.\bibliography{refs}\end{document}"
REFS = rb"""
@string{jg = "Journal of Gardens"}
@article{fern, author = {Fern, Ada and Moss, Bo and Ivy, Cy}, title = {On {Leaves}.}, journal = jg, year = 2021,
  eprint = {2101.00001}, archivePrefix = {arXiv}}
@misc{net, title = {The {Net}}, howpublished = {online}}
@misc{gone, title = {Never cited}}
"""


def bundle(**files: bytes) -> SourceBundle:
    return bundle_from_bytes("p.tar", tarball({name.replace("_", "."): content for name, content in files.items()}))


def test_entries_of_a_paper_without_its_list() -> None:
    found = read_bibliography(bundle(p_tex=PAPER, refs_bib=REFS, other_bib=b"@misc{fern, title = {Another}}"))
    said = {each.key: (each.label, each.text) for each in found}
    label, text = said["fern"]
    assert authors_and_year(label) == ("Fern et al.", "2021")
    assert text == "Ada Fern, Bo Moss, Cy Ivy. On {Leaves}. Journal of Gardens, arXiv:2101.00001, 2021."
    assert said["net"] == ("The {Net}", "The {Net}. online.")  # never a number, which nobody knows
    assert list(said) == ["fern", "net"]


def test_the_list_of_a_paper_goes_before_its_bib_files() -> None:
    listed = rb"\begin{thebibliography}{9}\bibitem{fern} A. Fern.\end{thebibliography}"
    found = bundle(p_tex=PAPER, p_bbl=listed, refs_bib=REFS)
    assert [each.text for each in read_bibliography(found)] == ["A. Fern."]
    assert found.works == ()
    assert list(bundle(p_tex=PAPER, refs_bib=REFS).files) == ["p.tex"]
    assert list(bundle(p_txt=PAPER, refs_bib=REFS).files) == ["p.txt.tex"]  # a paper alone, whatever it is called


def test_one_file_of_a_folder_takes_the_bib_file_that_it_names(tmp_path: Path) -> None:
    for name, content in {"p.tex": PAPER, "refs.bib": REFS, "x.bib": REFS}.items():
        (tmp_path / name).write_bytes(content)
    found = load(tmp_path / "p.tex")
    assert [each.path for each in found.works] == ["refs.bib"]
    assert unpack_source(pack_source(found)).works == found.works
    (tmp_path / "refs.bib").write_bytes(REFS.replace(b"2021", b"2022"))
    assert load(tmp_path / "p.tex").digest != found.digest


DOUBLED = (b"@string{m%d = m%d # m%d}\n" % (k + 1, k, k) for k in range(400))
HOSTILE = {
    "heads": b"@misc{" * 300_000,
    "heads in lines": b"@misc{fern,\n" * 300_000,
    "spaces": b"@misc{fern, a = {b}" + b" " * 2_000_000,
    "blank lines": b"\n \n}" * 500_000,
    "braces": b"@misc{fern, a = " + b"{" * 2_000_000,
    "commas": b"@misc{fern" + b"," * 2_000_000 + b"\n" + b"@misc{fern, a , b , " * 50_000,
    "quotes": b"@misc{fern, " + b'a = "{" # ' * 200_000,
    "doubling": b"@string{m0 = {ab}}\n" + b"".join(DOUBLED) + b"@misc{fern, title = m400}",
    "names": b"@misc{fern, author = {" + b"a and " * 300_000 + b"}}",
    "bytes": bytes(range(256)) * 4_000,
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_read_in_time(case: str) -> None:
    begun = time.perf_counter()
    read_bibliography(bundle(p_tex=PAPER, refs_bib=HOSTILE[case]))
    assert time.perf_counter() - begun < 5


IN_LITTLE_MEMORY = {
    "heads": "@a{\n" * 2_000_000,
    "macros": "@string{a = {%s}}\n" % ("x" * 1_990) + "".join(f"@string{{b{k} = a # 1}}\n" for k in range(20_000)),
}


@pytest.mark.parametrize("case", IN_LITTLE_MEMORY)
def test_hostile_files_are_looked_at_in_little_memory(case: str) -> None:
    tracemalloc.start()
    try:
        assert list(works(IN_LITTLE_MEMORY[case])) == []
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


CITING = rb"\documentclass{article}\begin{document}%s\end{document}"
FILES = {  # what the paper says -> its works, of a.bib, b.bib and z.bib
    "a comment names another": (b"\\cite{k}%\\bibliography{a}\n\\bibliography{z}", {"k": "Z"}),
    "the order of the names": (rb"\cite{k}\bibliography{z,b}", {"k": "Z"}),
    "a macro of another file": (rb"\cite{m}\bibliography{b, z}", {"m": "Mosses"}),
    "a word of the text": (rb"We train with Adam. \cite{k}\bibliography{z}", {"k": "Z"}),
    "a comment within": (b"\\cite{k,%\n  Adam%\n}\\bibliography{z}", {"k": "Z", "Adam": "The first man"}),
    "other letters": (rb"\citep[see][p.~2]{ADAM}\bibliography{z}", {"ADAM": "The first man"}),
    "both letters": (rb"\cite{low, Low}\bibliography{z}", {"low": "Small", "Low": "Large"}),
    "one of both letters": (rb"\cite{low}\bibliography{z}", {"low": "Small"}),
    "several arguments": (
        rb"\cites[a]{k}[b]{Adam} {m}\bibliography{z}",
        {"k": "Z", "Adam": "The first man", "m": "mm"},
    ),
    "no list": (rb"\let\old\bibitem \verb|\bibitem{x}| \cite{k}\bibliography{z}", {"k": "Z"}),
}


@pytest.mark.parametrize("case", FILES)
def test_what_a_paper_cites_of_its_files(case: str) -> None:
    said, titles = FILES[case]
    macro = b'@string{mm = "Mosses"}\n'
    found = bundle(
        p_tex=CITING % said,
        a_bib=b"@misc{k, title = {A}}",
        b_bib=macro + b"@misc{k, title = {B}}\n" + macro,
        z_bib=b"@misc{k, title = {Z}}\n@misc{misc, title = {x}}\n@misc{m, title = mm}\n"
        b"@misc{Adam, title = {The first man}}\n@misc{Low, title = {Large}}\n@misc{low, title = {Small}}",
    )
    assert {each.key: each.text.removesuffix(".") for each in read_bibliography(found)} == titles


def test_a_macro_that_comes_twice_holds_from_its_first_place() -> None:
    macro = b'@string{mm = "Mosses"}\n'
    found = bundle(p_tex=CITING % rb"\cite{m}\bibliography{b}", b_bib=macro + b"@misc{m, title = mm}\n" + macro)
    assert [each.text for each in read_bibliography(found)] == ["Mosses."]
