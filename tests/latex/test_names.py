"""Names of files that are no UTF-8, or that a terminal would obey: found by what inputs them, shown escaped."""

from __future__ import annotations

import io
import os
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from reader import read
from reader.errors import NoTexFound, UnsafeArchive
from reader.latex.source.bundle import bundle_from_bytes, load
from reader.latex.source.paths import readable, readable_names
from reader.messages.shown import shown
from reader.model.source import SourceBundle
from reader.output.exporters.registry import export

BODY = "\\documentclass{%s}\n%s\\begin{document}\n$a$ \\input{%s} %s\n\\end{document}\n"


def tar(files: dict[bytes, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name.decode("utf-8", "surrogateescape"))
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def zipped(files: dict[bytes, bytes]) -> bytes:
    """A zip whose names are bytes, as most programs write them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, (name, content) in enumerate(files.items()):
            archive.writestr("QZ"[number] * len(name), content)
    data = buffer.getvalue()
    for number, name in enumerate(files):
        data = data.replace(b"QZ"[number : number + 1] * len(name), name)
    return data


def folder_of(files: dict[bytes, bytes], folder: Path) -> SourceBundle:
    for name, content in files.items():
        try:
            (folder / os.fsdecode(name)).write_bytes(content)
        except OSError:
            pytest.skip("this file system takes no such names")
    return load(folder)


CASES = [
    ("latin-1", "article", "\\usepackage[latin1]{inputenc}\n", "räume", "für"),
    ("cp932", "jarticle", "", "第一章表", "線形代数と確率の基礎"),
    ("euc_jp", "jsarticle", "", "序論", "線形代数と確率の基礎"),
    ("utf-8", "article", "", "räume", "für"),
]


@pytest.mark.parametrize(("encoding", "document_class", "preamble", "name", "word"), CASES)
@pytest.mark.parametrize("packed", [tar, zipped, None])
def test_a_file_is_found_under_a_name_in_any_encoding(tmp_path, packed, encoding, document_class, preamble, name, word):  # type: ignore[no-untyped-def]
    files = {
        b"ms.tex": (BODY % (document_class, preamble, name, word)).encode(encoding),
        f"{name}.tex".encode(encoding): b"\\section{A} $b$",
    }
    if packed is None and sys.platform != "linux":
        pytest.skip("names are bytes on Linux")
    bundle = folder_of(files, tmp_path) if packed is None else bundle_from_bytes("x", packed(files))
    assert sorted(bundle.files) == ["ms.tex", f"{name}.tex"]
    reading = read(bundle)
    assert {symbol.latex for symbol in (one.symbol for one in reading.annotations)} == {"a", "b"}
    assert not [problem for problem in reading.problems if problem.kind == "missing-file"]
    assert name in export(reading, "json", "en").encode("utf-8").decode()


@pytest.mark.parametrize("main", [b"r\xe4ume.tex", b"\xff\xfe.tex", b"a\x1b[31mb.tex", b"\xed\xa0\x80.tex"])
def test_names_that_say_nothing_are_escaped(tmp_path: Path, main: bytes) -> None:
    content = b"\\documentclass{article}\\begin{document}$a$\\end{document}"
    bundle = bundle_from_bytes(os.fsdecode(main), tar({main: content, b"b.tex": b"x"}))
    assert sorted(bundle.files) == sorted([shown(main.decode("utf-8", "surrogateescape")), "b.tex"])
    for text in (bundle.main, bundle.name, export(read(bundle), "json", "en"), export(read(bundle), "html", "en")):
        assert text == shown(text)
    if sys.platform == "linux":
        place = tmp_path / os.fsdecode(main)
        place.write_bytes(content)
        single = load(place)
        assert (single.main, single.name) == (bundle.main, shown(os.fsdecode(main[:-4])))
        assert load(place, main=place.name).main == bundle.main


def test_names_are_escaped_as_bytes_are_in_addresses() -> None:
    assert shown("r\udce4ume\x1b[2J\x9b\x00.tex \t") == "r%E4ume%1B[2J%C2%9B%00.tex \t"
    assert (readable("a\nb"), readable("表.tex")) == ("a%0Ab", "表.tex")
    assert readable("r\udce4ume", ["utf-8", "cp1252"]) == "räume"


def test_no_two_files_get_one_name() -> None:
    names = ["räume", "r\udce4ume", "r%E4ume", "b"]
    made = readable_names(names, ["cp1252"])
    assert made == {"räume": "räume", "b": "b", "r%E4ume": "r%E4ume", "r\udce4ume": "r%E4ume~"}


def test_errors_show_names_escaped() -> None:
    with pytest.raises(UnsafeArchive) as unsafe:
        bundle_from_bytes("x", tar({b"../\x1b[2J\xe4.tex": b"\\x"}))
    assert "“../%1B[2J%E4.tex”" in str(unsafe.value)
    with pytest.raises(NoTexFound, match=r"“%1B%E9.txt”"):
        bundle_from_bytes("\x1b\udce9.txt", b"nothing")
