"""Hostile archives: paths that lead out, members that are no files, sizes that lie, bombs, damage, odd names."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from typing import Final

from cases import Case, Job
from reading import GOOD
from reading import jobs as reading_jobs

PAPER: Final = GOOD.encode()
HEAD: Final = b"\\documentclass{article}\n\\begin{document}\n"
END: Final = bytes(1024)
SEED: Final = 20
Make = Callable[[], bytes]


def header(
    name: bytes, size: int = 0, kind: bytes = tarfile.REGTYPE, link: bytes = b"", magic: bytes = b"ustar\x0000"
) -> bytes:
    """One block that announces a member, as POSIX has it; sizes beyond eleven octal digits as GNU has them."""
    said = b"%011o\0" % size if 0 <= size < 8**11 else b"\x80" + (size % 2**88).to_bytes(11, "big")
    block = bytearray(512)
    block[: len(name[:100])] = name[:100]
    block[100:148] = b"0000644\0" + b"0000000\0" * 2 + said + b"00000000000\0"
    block[148:157] = b" " * 8 + kind
    block[157 : 157 + len(link[:100])] = link[:100]
    block[257:265] = magic
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def member(name: str | bytes, content: bytes = PAPER, kind: bytes = tarfile.REGTYPE, link: bytes = b"") -> bytes:
    name = name if isinstance(name, bytes) else name.encode()
    return header(name, len(content), kind, link) + content + bytes(-len(content) % 512)


def link(name: str, target: str, kind: bytes = tarfile.SYMTYPE) -> bytes:
    return header(name.encode(), 0, kind, target.encode())


def pax(content: bytes, kind: bytes = tarfile.XHDTYPE) -> bytes:
    return member("pax", content, kind)


def record(key: str, value: bytes) -> bytes:
    rest = b" " + key.encode() + b"=" + value + b"\n"
    size = next(size for size in range(len(rest), len(rest) + 20) if len(str(size)) + len(rest) == size)
    return str(size).encode() + rest


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def zipped_link(target: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("link.tex")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, target)
        archive.writestr("main.tex", PAPER)
    return buffer.getvalue()


def with_size(data: bytes, size: int) -> bytes:
    """A zip whose directory says another size of its members."""
    out = bytearray(data)
    at = out.find(b"PK\x01\x02")
    while at >= 0:
        out[at + 24 : at + 28] = struct.pack("<I", size)
        at = out.find(b"PK\x01\x02", at + 4)
    return bytes(out)


def overlapping(times: int) -> bytes:
    """A zip whose directory names the same packed megabytes many times."""
    data = zipped(("a.tex", bytes(4_000_000)))
    start, end = data.find(b"PK\x01\x02"), data.find(b"PK\x05\x06")
    row = data[start:end]
    rows = b"".join(row.replace(b"a.tex", b"%05d" % number) for number in range(times))
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, times, times, len(rows), start, 0)
    return data[:start] + rows + tail


def wrapped(data: bytes, times: int, pack: Callable[[bytes], bytes] = gzip.compress) -> bytes:
    for _ in range(times):
        data = pack(data)
    return data


def zeros(packer: str, megabytes: int) -> bytes:
    """So many megabytes of nothing, packed."""
    pack = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}[packer]
    part = pack(bytes(1_000_000))
    return part * megabytes


def damaged(data: bytes, number: int) -> bytes:
    """Some bytes turned, or the end cut off."""
    chance = random.Random(SEED + number)
    out = bytearray(data)
    for _ in range(1 + number % 4):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out[: chance.randrange(1, len(out))] if number % 3 == 0 else out)


PATHS: Final = {
    "upwards": "../../../evil.tex", "absolute": "/tmp/evil.tex", "with a drive": "C:\\Windows\\evil.tex",
    "with backslashes": "..\\..\\evil.tex", "of a device": "dir/CON.tex", "with a stream": "main.tex:evil",
    "with a dot at the end": "evil.tex. ", "of dots": "./././../evil.tex", "of the home": "~/evil.tex", "empty": "",
    "with a new line": "a\nb.tex", "with escape codes": "\x1b[2J\x1b]0;evil\x07.tex", "with markup": "<img src=x onerror=q7evil()>.tex",
    "of 300 parts": "d/" * 300 + "evil.tex", "of blanks": "   .tex", "that turns round": "\u202exet.live",
}  # fmt: skip
TARS: Final[Mapping[str, Make]] = {
    **{f"a path {what}": lambda path=path: member("main.tex") + member(path) + END for what, path in PATHS.items()},
    "a path in Latin-1": lambda: member("größe.tex".encode("latin-1")) + END,
    "a path in Shift-JIS": lambda: member("表ソ.tex".encode("shift-jis")) + END,
    "a path that is no text": lambda: member(b"\xff\xfe\xfd.tex") + member("main.tex") + END,
    "the same path a thousand times": lambda: member("main.tex") * 1000 + END,
    "paths that differ in case": lambda: member("main.tex") + member("MAIN.TEX") + member("Main.tex") + END,
    "a file where a folder is": lambda: member("a") + member("a/main.tex") + member("a/b/main.tex") + END,
    "a link to a system file": lambda: link("main.tex", "/etc/passwd") + member("paper.tex") + END,
    "a link upwards and through it": lambda: link("a", "../../..") + member("a/evil.tex") + member("main.tex") + END,
    "a hard link to a system file": lambda: link("a.tex", "/etc/passwd", tarfile.LNKTYPE) + member("main.tex") + END,
    "links in a circle": lambda: link("a.tex", "b.tex") + link("b.tex", "a.tex") + member("main.tex") + END,
    "devices and pipes": lambda: b"".join(
        header(b"d%d.tex" % number, 0, kind) for number, kind in enumerate((tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE))
    ) + member("main.tex") + END,
    "kinds that nobody knows": lambda: b"".join(header(b"k.tex", 512, bytes([kind])) + bytes(512) for kind in range(256)),
    "PAX of 200000 digits": lambda: gzip.compress(pax(b"7" * 200_000) + member("main.tex") + END),
    "PAX with a size of 4000 digits": lambda: pax(record("size", b"9" * 4000)) + member("main.tex") + END,
    "PAX with a size below zero": lambda: pax(record("size", b"-512")) + member("main.tex") + END,
    "PAX with a path upwards": lambda: pax(record("path", b"../../../evil.tex")) + member("main.tex") + END,
    "PAX with a link": lambda: pax(record("linkpath", b"/etc/passwd")) + link("main.tex", "x") + END,
    "PAX without an end": lambda: pax(b"99 path=main.tex") + member("main.tex") + END,
    "PAX of nothing, many times": lambda: pax(b"") * 5000 + member("main.tex") + END,
    "PAX for all, many times": lambda: pax(record("comment", b"x" * 400), tarfile.XGLTYPE) * 2000 + member("main.tex"),
    "PAX with holes": lambda: pax(record("GNU.sparse.size", b"9" * 18) + record("GNU.sparse.map", b"0,1" * 900)) + member("main.tex"),
    "a sparse file": lambda: member("main.tex", PAPER, tarfile.GNUTYPE_SPARSE) + member("paper.tex") + END,
    "a size of 2^42": lambda: member("main.tex") + header(b"a.tex", 1 << 42) + bytes(512),
    "a size of 2^80": lambda: header(b"a.tex", 1 << 80) + member("main.tex"),
    "a size below zero": lambda: header(b"a.tex", -512) + member("main.tex") + END,
    "a size beyond the end": lambda: member("main.tex") + header(b"a.tex", 1 << 30) + bytes(512),
    "a size that is no number": lambda: member("main.tex").replace(b"%011o" % len(PAPER), b"zzzzzzzzzzz"),
    "a long name of 60 MB": lambda: gzip.compress(member("n", b"n" * 60_000_000, tarfile.GNUTYPE_LONGNAME) + member("main.tex"), 1),
    "long names in a row": lambda: member("n", b"n" * 90, tarfile.GNUTYPE_LONGNAME) * 30_000,
    "50000 empty files": lambda: b"".join(header(b"%d.tex" % number) for number in range(50_000)) + member("main.tex"),
    "5000 small papers": lambda: b"".join(member(f"{number}.tex") for number in range(5000)) + END,
    "5000 folders in each other": lambda: b"".join(header(b"d/" * 45 + b"%d/" % n, 0, tarfile.DIRTYPE) for n in range(5000)),
    "two ends and something behind": lambda: member("main.tex") + END + END + b"x" * 10_000,
    "no end": lambda: member("main.tex"),
    "nothing but an end": lambda: END * 10,
    "zeros": lambda: bytes(1_000_000),
    "noise": lambda: random.Random(SEED).randbytes(100_000),
    "a tar in a tar": lambda: member("inner.tar", member("main.tex") + END) + END,
    "a tar without a magic": lambda: header(b"main.tex", len(PAPER), magic=bytes(8)) + PAPER + bytes(-len(PAPER) % 512) + END,
}  # fmt: skip
PACKED: Final[Mapping[str, Make]] = {
    **{f"{size} MB of zeros as {form}": lambda form=form, size=size: zeros(form, size) for form in ("gz", "bz2", "xz") for size in (50, 3000)},
    "text of 60 MB": lambda: gzip.compress(HEAD + b"$x_1$ " * 10_000_000, 1),
    "one formula of 10 MB": lambda: gzip.compress(HEAD + b"\\[" + b"x+" * 5_000_000 + b"\\]", 1),
    "packed 30 times": lambda: wrapped(member("main.tex") + END, 30),
    "packed by three": lambda: wrapped(wrapped(wrapped(PAPER, 1), 1, bz2.compress), 1, lzma.compress),
    "a wrong check sum": lambda: gzip.compress(member("main.tex") + END)[:-8] + bytes(8),
    "something behind": lambda: gzip.compress(member("main.tex") + END) + b"evil" * 1000,
    "a packed head alone": lambda: gzip.compress(PAPER)[:10],
    "a packed name with escape codes": lambda: gzip.compress(PAPER)[:3] + b"\x08" + gzip.compress(PAPER)[4:10] + b"\x1b[2J../evil\0" + gzip.compress(PAPER)[10:],
    "a dictionary of 4 GB": lambda: lzma.compress(PAPER, lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 24}]).join((b"\xfd7zXZ\0", b"")),
    "a zip of zeros": lambda: zipped(("main.tex", PAPER), ("a.tex", bytes(200_000_000))),
    "a zip whose size lies": lambda: with_size(zipped(("main.tex", PAPER), ("a.tex", bytes(50_000_000))), 100),
    "a zip that says 4 GB": lambda: with_size(zipped(("main.tex", PAPER)), 0xFFFFFFFE),
    "a zip that overlaps itself": lambda: overlapping(2000),
    "a zip in a zip in a zip": lambda: zipped(("a.zip", zipped(("a.zip", zipped(("main.tex", PAPER)))))),
    "a zip with a path upwards": lambda: zipped(("../../evil.tex", PAPER), ("/evil.tex", PAPER), ("main.tex", PAPER)),
    "a zip with a link": lambda: zipped_link("/etc/passwd"),
    "a zip with a secret": lambda: zipped(("main.tex", PAPER)).replace(b"\x14\x00\x00\x00\x08\x00", b"\x14\x00\x01\x00\x08\x00"),
    "a zip by bzip2": lambda: zipped(("main.tex", bytes(20_000_000)), method=zipfile.ZIP_BZIP2),
    "a zip of 60000 files": lambda: zipped(*((f"{number}.tex", b"") for number in range(60_000)), method=zipfile.ZIP_STORED),
    "a zip with text of 60 MB": lambda: zipped(("main.tex", HEAD + b"\\foo " * 12_000_000)),
    "a zip with the same name twice": lambda: zipped(("main.tex", PAPER), ("MAIN.tex", PAPER)),
    "an empty zip": lambda: zipped(),
    "a directory of a zip alone": lambda: (data := zipped(("main.tex", PAPER)))[data.find(b"PK\x01\x02") :],
}  # fmt: skip
SOUND: Final[Mapping[str, Make]] = {
    ".tar": lambda: member("main.tex") + member("part.tex", b"$x$") + END,
    ".tar.gz": lambda: gzip.compress(member("main.tex") + member("part.tex", b"$x$") + END, mtime=0),
    ".zip": lambda: zipped(("main.tex", PAPER), ("part.tex", b"$x$")),
}  # fmt: skip
DAMAGED: Final = 8  # of each sound archive
CASES: Final = (
    *(Case(f"tar: {name}", make, refused=True, suffix=".tar") for name, make in TARS.items()),
    *(Case(f"packed: {name}", make, refused=True, suffix=".gz") for name, make in PACKED.items()),
    *(
        Case(f"damaged {form} {number}", lambda make=make, number=number: damaged(make(), number), refused=True, suffix=form)
        for form, make in SOUND.items()
        for number in range(DAMAGED)
    ),
    *(Case(f"sound {form}", make, least=1, suffix=form) for form, make in SOUND.items()),
)  # fmt: skip


def jobs(only: str) -> list[Job]:
    return reading_jobs("archives", CASES, only, size=30, extras="")
