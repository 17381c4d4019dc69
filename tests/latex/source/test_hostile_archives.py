"""Small archives that ask for much: time, memory, or the end that a check sum should stand at."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.errors import DamagedArchive, UnsafeArchive
from reader.latex.source.archive_limits import ArchiveLimits
from reader.latex.source.bundle import bundle_from_bytes, load
from reader.messages import problem_text
from reader.model.source import SourceBundle

pytestmark = pytest.mark.slow

HEAD, END = b"\\documentclass{article}\n\\begin{document}\n", b"\\end{document}\n"
PAPER = HEAD + b"$E=mc^2$\n" + END

OPEN = """
import sys
from reader.errors import ReaderError
from reader.latex.source.bundle import load
try:
    print(sorted(load(sys.argv[1]).files))
except ReaderError as error:
    print(error.kind)
try:  # Linux keeps the peak of this program alone
    print(next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith("VmHWM")))
except OSError:
    print(0)
"""


def header(name: str, size: int, kind: bytes = tarfile.REGTYPE) -> bytes:
    member = tarfile.TarInfo(name)
    member.size, member.type = size, kind
    return member.tobuf(tarfile.GNU_FORMAT)


def block(content: bytes) -> bytes:
    return content + bytes(-len(content) % 512)


def member(name: str, content: bytes) -> bytes:
    return header(name, len(content)) + block(content)


def record(key: bytes, value: bytes) -> bytes:
    length = len(key) + len(value) + 3
    length = next(total for total in range(length + 1, length + 9) if length + len(str(total)) == total)
    return b"%d %s=%s\n" % (length, key, value)


def extended(content: bytes, kind: bytes = tarfile.XHDTYPE) -> bytes:
    return header("x", len(content), kind) + block(content)


def zipped(name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


END_OF_TAR = bytes(1024)
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "PAX digits": (
        lambda: gzip.compress(extended(b"1" * 200_000) + member("a.tex", PAPER) + END_OF_TAR),
        "archive-damaged",
    ),
    "PAX size": (
        lambda: gzip.compress(extended(record(b"size", b"9" * 4000)) + member("a.tex", PAPER)),
        "archive-damaged",
    ),
    "member of 2^42 bytes": (lambda: member("a.tex", PAPER) + header("b.png", 1 << 42), "archive-too-large"),
    "packed member of 2^42 bytes": (lambda: gzip.compress(header("b.png", 1 << 42) + bytes(512)), "archive-too-large"),
    "member beyond the end": (
        lambda: member("a.tex", PAPER) + header("b.png", 1 << 30) + bytes(512),
        "archive-damaged",
    ),
    "members without a name": (lambda: member("", PAPER) + member("./", PAPER) + member("a.tex", PAPER), "['a.tex']"),
    "member of negative size": (lambda: header("b.png", -512) + member("a.tex", PAPER), "archive-damaged"),
    "long name": (
        lambda: gzip.compress(extended(b"n" * 60_000_000, tarfile.GNUTYPE_LONGNAME) + member("a.tex", PAPER)),
        "archive-too-large",
    ),
    "long names in a row": (lambda: extended(b"n" * 9, tarfile.GNUTYPE_LONGNAME) * 50_000, "archive-too-large"),
    "bzip2 in a zip": (lambda: zipped("a.tex", bytes(30_000_000), zipfile.ZIP_BZIP2), "archive-unusual"),
    "LZMA in a zip": (lambda: zipped("a.tex", bytes(30_000_000), zipfile.ZIP_LZMA), "archive-unusual"),
    "text of 60 MB": (lambda: gzip.compress(HEAD + b"$x_1$ " * 10_000_000), "['paper.tex']"),
    "text of 60 MB in a zip": (lambda: zipped("a.tex", HEAD + b"\\foo " * 12_000_000), "['a.tex']"),
    "comments after the end": (lambda: HEAD + b"\\end" + b"%" * 60 + b"\nx", "['paper.tex']"),
    "a name that never ends": (lambda: gzip.compress(HEAD + b"\\input{" + b" " * 200_000), "['paper.tex']"),
}


@pytest.mark.parametrize(("make", "says"), HOSTILE.values(), ids=HOSTILE)
def test_nothing_takes_long_or_much_memory(tmp_path: Path, make: Callable[[], bytes], says: str) -> None:
    place = tmp_path / "paper"
    place.write_bytes(make())
    run = subprocess.run(
        [sys.executable, "-c", OPEN, str(place)], capture_output=True, text=True, timeout=30, check=True
    )
    said, megabytes = run.stdout.splitlines()
    assert said == says
    assert int(megabytes) < 250


@pytest.mark.parametrize("data", [
    member("ms.tex", PAPER),
    extended(record(b"path", b"ms.tex") + record(b"mtime", b"1.5")) + member("short", PAPER) + END_OF_TAR,
    extended(b"ms.tex\0", tarfile.GNUTYPE_LONGNAME) + member("short", PAPER) + END_OF_TAR,
    extended(record(b"comment", b"x"), tarfile.XGLTYPE) + member("ms.tex", PAPER) + END_OF_TAR,
    extended(record(b"size", b"%d" % len(PAPER))) + header("ms.tex", 0) + block(PAPER) + END_OF_TAR,
    extended(record(b"GNU.sparse.major", b"1")) + member("holes.tex", bytes(700)) + member("ms.tex", PAPER),
    header("holes.tex", 700, tarfile.GNUTYPE_SPARSE) + bytes(1024) + member("ms.tex", PAPER),
    gzip.compress(member("ms.tex", PAPER) + END_OF_TAR) + b"something after it",
    gzip.compress(member("ms.tex", PAPER)[:700]) + gzip.compress(member("ms.tex", PAPER)[700:]),
    lzma.compress(member("ms.tex", PAPER)[:700]) + lzma.compress(member("ms.tex", PAPER)[700:]),
])  # fmt: skip
def test_every_way_of_writing_a_tar_is_read(data: bytes) -> None:
    assert {path: file.text for path, file in bundle_from_bytes("x", data).files.items()} == {"ms.tex": PAPER.decode()}


@pytest.mark.parametrize("kind", [gzip.compress, bz2.compress, lzma.compress])
def test_a_wrong_check_sum_is_damage(kind) -> None:  # type: ignore[no-untyped-def]
    data = bytearray(kind(member("ms.tex", PAPER) + END_OF_TAR))
    data[-6 if kind is gzip.compress else len(data) // 2] ^= 1
    with pytest.raises(DamagedArchive, match="damaged or cut short"):
        bundle_from_bytes("x.tar.gz", bytes(data))


def test_a_decompressor_has_a_cap_on_its_memory() -> None:
    data = lzma.compress(member("ms.tex", PAPER))
    with pytest.raises(DamagedArchive):
        bundle_from_bytes("x", data, limits=ArchiveLimits(decoder_bytes=1_000_000))
    assert bundle_from_bytes("x", data).main == "ms.tex"


def kinds(bundle: SourceBundle) -> list[str]:
    return [problem.kind for problem in bundle.problems]


def test_what_fits_is_read_and_the_rest_is_said() -> None:
    data = HEAD + b"$x_1$ " * 60 + END
    bundle = bundle_from_bytes("p.tex", data, limits=ArchiveLimits(formulas=50))
    (problem,) = bundle.problems
    assert bundle.files["p.tex"].text == (HEAD + b"$x_1$ " * 49).decode()
    assert problem.span is not None and problem.span.start == len(bundle.files["p.tex"].text)
    assert "50 formulas" in problem_text(problem, "en") and "50 個" in problem_text(problem, "ja")
    assert kinds(bundle_from_bytes("p.tex", data)) == []
    assert (
        bundle_from_bytes("p.tex", data, limits=ArchiveLimits(characters=100)).files["p.tex"].text
        == data[:100].decode()
    )


def test_the_main_file_and_its_chapters_go_before_what_nobody_inputs(tmp_path: Path) -> None:
    (tmp_path / "ms.tex").write_bytes(HEAD + b"\\input{z} \\input{drawing}" + END)
    (tmp_path / "a.tex").write_bytes(b"an old draft " * 10)
    (tmp_path / "drawing.tex").write_bytes(b"\\draw " * 60)
    (tmp_path / "z.tex").write_bytes(b"A chapter. " * 9)
    bundle = load(tmp_path, limits=ArchiveLimits(characters=300))
    assert [len(bundle.files[name].text) for name in ("ms.tex", "z.tex", "a.tex")] == [81, 99, 0]
    assert [(problem.kind, problem.span and problem.span.file) for problem in bundle.problems] == [
        ("text-cut-short", "drawing.tex"), ("text-cut-short", "a.tex"),
    ]  # fmt: skip


@pytest.mark.parametrize("packed", [False, True])
def test_files_without_room_are_named(tmp_path: Path, packed: bool) -> None:
    files = {"a.tex": PAPER, "b.tex": b"\\section{B}" * 20, "c.tex": b"\\section{C}"}
    if packed:
        data = b"".join(member(name, content) for name, content in files.items())
        bundle = bundle_from_bytes("x", data, limits=ArchiveLimits(text_bytes=200))
    else:
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        bundle = load(tmp_path, limits=ArchiveLimits(text_bytes=200))
    assert sorted(bundle.files) == ["a.tex", "b.tex"]
    assert sum(len(file.text) for file in bundle.files.values()) == 200
    (problem,) = bundle.problems
    assert problem_text(problem, "en").endswith("1 files were left out: c.tex.")


def test_a_problem_of_the_bundle_reaches_the_reading() -> None:
    from reader import read

    bundle = bundle_from_bytes("p.tex", PAPER, limits=ArchiveLimits(characters=45))
    assert "text-cut-short" in [problem.kind for problem in read(bundle).problems]


def test_more_members_than_a_paper_has_are_refused() -> None:
    with pytest.raises(UnsafeArchive):
        bundle_from_bytes("x", member("a.png", b"") * 30 + END_OF_TAR, limits=ArchiveLimits(members=20))


def test_control_characters_are_spaces_and_places_hold() -> None:
    bundle = bundle_from_bytes("p.tex", HEAD + b"a word" * 99 + b"a\0b \x1b[2J\x7f\t\f\n" + END)
    assert bundle.files["p.tex"].text == (HEAD + b"a word" * 99 + b"a b  [2J \t\f\n" + END).decode()


def test_a_file_that_is_read_again_and_again_ends() -> None:
    from reader.latex.document.document import read_document

    files = {"ms.tex": HEAD + b"\\input{a}" * 200 + END, "a.tex": b"Let $a$ be it. " * 800}
    data = b"".join(member(name, content) for name, content in files.items())
    document = read_document(bundle_from_bytes("x", data))
    assert 800 < len(document.inline) < 40_000
    again, cut = document.problems
    assert problem_text(again, "en").startswith("The paper reads “a.tex” again and again")
    assert problem_text(cut, "en").startswith("This passage has too many commands and formulas")


def test_a_member_that_is_stored_may_be_larger_than_a_directory() -> None:
    data = zipped("a.tex", PAPER + b"%" * 9_000_000, zipfile.ZIP_STORED)
    assert kinds(bundle_from_bytes("x", data)) == ["text-cut-short"]


def test_a_name_that_no_file_system_takes_is_left_out() -> None:
    name = "n" * 61_000 + ".tex"
    data = extended(name.encode(), tarfile.GNUTYPE_LONGNAME) + member("short", PAPER) + member("ms.tex", PAPER)
    bundle = bundle_from_bytes("x", data)
    assert (list(bundle.files), kinds(bundle)) == (["ms.tex"], ["files-left-out"])
    assert len(problem_text(bundle.problems[0], "en")) < 250
