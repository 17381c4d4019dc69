"""A synthetic bulk set like arXiv's: tars of papers that a script writes, with pictures of noise, and their manifest.

python .ci/batch/bulk.py FOLDER [--members N] [--tars N] [--typical CHARACTERS] [--picture BYTES]

Of ten members eight are a tar.gz of TeX and pictures, one is a single TeX file, one is a PDF.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import math
import random
import sys
import tarfile
from pathlib import Path
from typing import Final

import papers

PICTURE: Final = 150_000  # bytes of pictures of the middle paper; they spread wider than the text does
SPREAD: Final = 1.3
MONTH: Final = "2401"
ROW: Final = """ <file>
  <content_md5sum>{md5}</content_md5sum>
  <filename>src/{name}</filename>
  <first_item>{first}</first_item>
  <last_item>{last}</last_item>
  <md5sum>{md5}</md5sum>
  <num_items>{number}</num_items>
  <seq_num>{turn}</seq_num>
  <size>{size}</size>
  <timestamp>2024-02-01 00:00:00</timestamp>
  <yymm>{month}</yymm>
 </file>
"""


def text_of(number: int, typical: int) -> str:
    """The TeX of one member."""
    size = papers.size_of(random.Random(f"size {number}"))
    return papers.paper(number, int(size * typical / papers.TYPICAL))


def member(number: int, typical: int, picture: int) -> tuple[str, bytes]:
    """Name and bytes of one member."""
    chance = random.Random(f"member {number}")
    name = f"{MONTH}/{MONTH}.{number:05}"
    if number % 10 == 9:
        return f"{name}.pdf", b"%PDF-1.5\n" + chance.randbytes(picture)
    text = text_of(number, typical).encode()
    if number % 10 == 8:
        return f"{name}.gz", gzip.compress(text, mtime=0)
    noise = chance.randbytes(min(int(picture * math.exp(chance.gauss(0, SPREAD))), 50_000_000))
    return f"{name}.gz", gzip.compress(packed({"main.tex": text, "figures/one.png": noise}), 1, mtime=0)


def packed(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in files.items():
            add(archive, name, content)
    return buffer.getvalue()


def add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    header = tarfile.TarInfo(name)
    header.size = len(content)
    archive.addfile(header, io.BytesIO(content))


def make(folder: Path, members: int, tars: int, typical: int, picture: int) -> list[Path]:
    """The tars of the set, and ``arXiv_src_manifest.xml`` beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, made = [], []
    for turn in range(1, tars + 1):
        numbers = range(members * (turn - 1) // tars + 1, members * turn // tars + 1)
        path = folder / f"arXiv_src_{MONTH}_{turn:03}.tar"
        with tarfile.open(path, "w") as archive:
            header = tarfile.TarInfo(MONTH)
            header.type = tarfile.DIRTYPE
            archive.addfile(header)
            for number in numbers:
                add(archive, *member(number, typical, picture))
        data = path.read_bytes()
        blanks = {"md5": hashlib.md5(data).hexdigest(), "size": len(data), "number": len(numbers), "turn": turn}
        ends = {"first": f"{MONTH}.{numbers[0]:05}", "last": f"{MONTH}.{numbers[-1]:05}"}
        rows.append(ROW.format(name=path.name, month=MONTH, **blanks, **ends))
        made.append(path)
    manifest = f"<?xml version='1.0' standalone='yes'?>\n<arXivSRC>\n{''.join(rows)}</arXivSRC>\n"
    (folder / "arXiv_src_manifest.xml").write_text(manifest, encoding="utf-8")
    return made


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("folder", type=Path)
    for name, default in (("members", 10_000), ("tars", 5), ("typical", papers.TYPICAL), ("picture", PICTURE)):
        given.add_argument(f"--{name}", type=int, default=default)
    options = given.parse_args()
    for path in make(options.folder, options.members, options.tars, options.typical, options.picture):
        print(f"{path}\t{path.stat().st_size}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
