"""Hostile, damaged and ordinary archives; formats told by their bytes."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Mapping

import pytest

from reader.errors import DamagedArchive, NoTexFound, ReaderError, UnsafeArchive
from reader.latex.source.archive_limits import ArchiveLimits
from reader.latex.source.bundle import bundle_from_bytes, name_of
from reader.latex.source.sniff import sniff
from reader.latex.source.unpack import safe_name, unpack

PAPER = b"\\documentclass{article}\n\\begin{document}\n$E=mc^2$\n\\end{document}\n"


def tar(files: Mapping[str, bytes], mode: str = "w:gz", **special: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        for name, kind in special.items():
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "../../etc/passwd"
            archive.addfile(member)
    return buffer.getvalue()


def gzipped(data: bytes) -> bytes:
    """The same bytes at any time, so that the cases have the same names in every process of the tests."""
    return gzip.compress(data, mtime=0)


def zipped(files: Mapping[str, bytes], attributes: int = 0) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name)
            member.external_attr = attributes << 16
            archive.writestr(member, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (PAPER, "text"),
        (b"\xff\xfe\\\x00d\x00o\x00c\x00", "text"),
        ("日本語の論文\\section{序}".encode("euc_jp"), "text"),
        (b"\x1b$B@~7A\x1b(B \\section{a}", "text"),
        (b"%PDF-1.5\n%\xd0\xd4", "pdf"),
        (b"%!PS-Adobe-3.0\n", "postscript"),
        (b"%!TEX root = main.tex\n\\section{A}", "text"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"\xef\xbb\xbf<!-- denied --> <html lang='en'>", "html"),
        (gzipped(PAPER), "gzip"),
        (bz2.compress(PAPER), "bzip2"),
        (lzma.compress(PAPER), "xz"),
        (tar({"a.tex": PAPER}, "w"), "tar"),
        (zipped({"a.tex": PAPER}), "zip"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x7fELF\x02\x01\x01" + bytes(60), "binary"),
    ],
)
def test_a_format_is_told_by_its_bytes(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


FILES = {"ms.tex": PAPER, "sections/a.tex": b"\\section{A}", "figures/f.png": b"\x89PNG", ".hidden/x.tex": b"\\x"}


@pytest.mark.parametrize(
    "data",
    [tar(FILES, "w"), tar(FILES, "w:gz"), tar(FILES, "w:bz2"), tar(FILES, "w:xz"), zipped(FILES)],
    ids=["tar", "tar.gz", "tar.bz2", "tar.xz", "zip"],
)
def test_every_archive_gives_the_same_bundle(data: bytes) -> None:
    bundle = bundle_from_bytes("2305.18290v3.tar.gz", data)
    assert (bundle.name, bundle.main, sorted(bundle.files)) == ("2305.18290v3", "ms.tex", ["ms.tex", "sections/a.tex"])
    assert bundle.digest == bundle_from_bytes("other.tar", tar(FILES, "w")).digest


def test_a_gzip_of_one_file_keeps_the_name_in_its_header() -> None:
    buffer = io.BytesIO()
    with gzip.GzipFile("letter.tex", "wb", fileobj=buffer) as packed:
        packed.write(PAPER)
    assert bundle_from_bytes("hep-th_9901001v1", buffer.getvalue()).main == "letter.tex"
    assert bundle_from_bytes("hep-th_9901001v1.gz", gzipped(PAPER)).main == "hep-th_9901001v1.tex"


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("1706.03762", "1706.03762"),
        ("1706.03762v7.tar.gz", "1706.03762v7"),
        ("paper.v2.tex", "paper.v2"),
        ("notes.tex.gz", "notes"),
        ("C:\\papers\\ms.TEX", "ms"),
        (".zip", "paper"),
    ],
)
def test_results_are_called_as_the_file_without_its_suffixes(name: str, stem: str) -> None:
    assert name_of(name) == stem


@pytest.mark.parametrize(
    "data",
    [
        tar({"../evil.tex": PAPER}),
        tar({"/etc/evil.tex": PAPER}),
        tar({"a\\..\\..\\evil.tex": PAPER}),
        tar({"ms.tex": PAPER}, link=tarfile.SYMTYPE),
        tar({"ms.tex": PAPER}, link=tarfile.LNKTYPE),
        tar({"ms.tex": PAPER}, pipe=tarfile.FIFOTYPE),
        tar({"ms.tex": PAPER}, disk=tarfile.BLKTYPE),
        zipped({"../evil.tex": PAPER}),
        zipped({"C:/evil.tex": PAPER}),
        zipped({"link": b"/etc/passwd"}, attributes=0o120777),
    ],
)
def test_unsafe_members_are_refused(data: bytes) -> None:
    with pytest.raises(UnsafeArchive, match="was not opened"):
        bundle_from_bytes("x", data)


def test_names_are_cleaned() -> None:
    assert safe_name("./a//b\\c.tex") == "a/b/c.tex"


@pytest.mark.parametrize(
    ("limits", "data"),
    [
        (ArchiveLimits(members=2), tar(dict.fromkeys("abc", PAPER))),
        (ArchiveLimits(members=2), zipped(dict.fromkeys("abc", PAPER))),
        (ArchiveLimits(unpacked_bytes=5000), tar({"a.png": bytes(9000)})),
        (ArchiveLimits(expansion=10, expansion_from=5000), tar({"a.png": bytes(90_000)})),
        (ArchiveLimits(expansion=10, expansion_from=5000), gzipped(bytes(90_000))),
    ],
)
def test_caps_hold(limits: ArchiveLimits, data: bytes) -> None:
    with pytest.raises(UnsafeArchive):
        unpack("x", io.BytesIO(data), limits)


@pytest.mark.parametrize(
    "data",
    [
        tar({"ms.tex": PAPER * 500})[:-40],
        tar({"ms.tex": PAPER * 500}, "w")[:3000],
        gzipped(PAPER)[:-12],
        zipped({"ms.tex": PAPER * 50})[:-30],
        tar({"ms.tex": PAPER * 50}, "w:xz")[:-60],
        b"\x1f\x8b" + bytes(range(200)),
    ],
)
def test_damaged_archives_are_said_to_be_damaged(data: bytes) -> None:
    with pytest.raises(DamagedArchive, match="damaged"):
        bundle_from_bytes("x.tar.gz", data)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"%PDF-1.4\n", "is a PDF"),
        (b"<html><body>Access denied", "is a web page"),
        (bytes(range(256)), "is not text"),
        (gzipped(b"%PDF-1.4\n"), "is a PDF"),
        (b"Dear all, nothing to see here.", "No LaTeX was found"),
        (tar({"a.png": b"\x89PNG"}), "no LaTeX file"),
        (tar({"notes.md": b"# Notes"}), "No LaTeX was found"),
        (zipped({}), "no LaTeX file"),
    ],
)
def test_what_is_no_source_is_refused_with_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(NoTexFound, match=says):
        bundle_from_bytes("given", data)


@pytest.mark.parametrize("cut", range(0, 600, 37))
def test_nothing_but_our_errors_comes_out_of_mangled_bytes(cut: int) -> None:
    for data in (tar(FILES), tar(FILES, "w"), zipped(FILES)):
        mangled = data[:cut] + b"\xff\x00\x1f" + data[cut + 3 :]
        try:
            bundle_from_bytes("mangled", mangled)
        except ReaderError as error:
            assert str(error)
