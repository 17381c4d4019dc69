"""Finds the files that a paper's commands name: \\input and the like, local packages and classes."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping
from typing import Final

from reader.latex.tex.tables import names
from reader.model.source import SourceBundle, SourceFile

# Read from no local copy: what matters of them is in ``tables``, and their code is hard on any reader but TeX.
KNOWN_PACKAGES: Final = names("packages")


class Files:
    """Finds files by name as TeX does from the main file's folder; else in any folder, and in any case."""

    def __init__(self, bundle: SourceBundle, aside: Collection[str] = ()) -> None:
        self._files: Mapping[str, SourceFile] = {
            path: file for path, file in bundle.files.items() if posixpath.splitext(path)[1].lower() not in aside
        }
        self._home = posixpath.dirname(bundle.main)
        self._by_lower: dict[str, SourceFile] = {}
        self._by_name: dict[str, SourceFile] = {}
        for path, file in self._files.items():
            self._by_lower.setdefault(path.lower(), file)
            self._by_name.setdefault(posixpath.basename(path).lower(), file)

    def find(self, name: str, *, suffixes: tuple[str, ...] = (".tex", ""), folder: str = "") -> SourceFile | None:
        """The file that ``\\input{name}`` reads, or None."""
        name = name.strip().strip('"').replace("\\", "/")
        if not name:
            return None
        for base in dict.fromkeys((folder, self._home, "")):
            for suffix in suffixes:
                path = posixpath.normpath(posixpath.join(base, name + suffix)).lstrip("/")
                file = self._files.get(path) or self._by_lower.get(path.lower())
                if file is not None:
                    return file
        for suffix in suffixes:
            file = self._by_name.get(posixpath.basename(name + suffix).lower())
            if file is not None:
                return file
        return None

    def package(self, name: str) -> SourceFile | None:
        """A package that came with the paper and is not one of the standard ones."""
        if posixpath.basename(name) in KNOWN_PACKAGES:
            return None
        return self.find(name, suffixes=(".sty",))
