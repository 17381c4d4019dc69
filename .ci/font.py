"""Fetches the mathematical font from its registry package, with npm, and checks it against its SHA-256.

usage: python .ci/font.py

What is fetched, and from which version, says ``reader/frontend/fonts/source.toml``. Nothing is written where a file is
not the one that is expected.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

FONTS = Path(__file__).parents[1] / "reader/frontend/fonts"


def main() -> int:
    source = tomllib.loads((FONTS / "source.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        package = f"{source['package']}@{source['version']}"
        packed = subprocess.run(
            ["npm", "pack", package, "--silent"], cwd=folder, check=True, capture_output=True, text=True
        )
        with tarfile.open(Path(folder) / packed.stdout.strip()) as archive:
            contents = {name: _read(archive, f"package/{name}") for name in source["files"]}
    wrong = [name for name, content in contents.items() if _digest(content) != source["files"][name]["sha256"]]
    if wrong:
        print(f"Not the expected file: {', '.join(wrong)} of {package}. Nothing was written.", file=sys.stderr)
        return 1
    for name, content in contents.items():
        (FONTS / source["files"][name]["name"]).write_bytes(content)
    return 0


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    member = archive.extractfile(name)
    assert member is not None, name
    return member.read()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
