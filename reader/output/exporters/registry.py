"""A reading -> one format per module. A new format is a module with ``export(study, language)`` and a row here.

A format may rest on a package that the program itself does not need: its row names the extra that brings it, and
nothing imports it before somebody asks for that format.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast

from reader.errors import MissingExtra
from reader.limits.memory import resting_collector
from reader.limits.watch import watching

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.model.reading import Reading
    from reader.study.study import Study


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a reading down: its names on the command line, the module that makes it, its file suffix.

    ``extra`` is the extra of this package that brings what the module imports, ``package`` what that is. A ``binary``
    format is bytes and no text.
    """

    names: tuple[str, ...]
    module: str
    suffix: str
    extra: str = ""
    package: str = ""
    binary: bool = False

    @property
    def is_there(self) -> bool:
        """Whether what it needs is installed."""
        return not self.package or find_spec(self.package) is not None

    def require(self) -> None:
        """Raises :class:`MissingExtra` where what it needs is not installed."""
        if not self.is_there:
            raise self.missing

    @property
    def missing(self) -> MissingExtra:
        """The error that says how to install it."""
        return MissingExtra("missing-extra", what=self.names[0], extra=self.extra)


FORMATS = (
    Format(("json",), "json", ".json"),
    Format(("html",), "html", ".html"),
    Format(("markdown", "md"), "markdown", ".md"),
    Format(("anki",), "anki", ".apkg", extra="anki", package="genanki", binary=True),
    Format(("latex", "tex"), "annotated_latex", "-annotated.tex"),
    Format(("notebook", "ipynb"), "notebook", ".ipynb"),
    Format(("csv",), "notation_csv", "-notation.csv"),
    Format(("notation",), "notation_latex", "-notation.tex"),
    Format(("pack",), "pack", "-pack.json"),
)
EXTRAS = ("readings", "steps", "sympy", "runs", "letters", "lines", "core")  # what the JSON has on demand
BY_NAME = {name: form for form in FORMATS for name in form.names}


def export(
    reading: Reading | Study,
    format: str,  # noqa: A002
    language: Language = "en",
    extras: Sequence[str] = (),
) -> str:
    """The reading as text: ``json``, ``html``, ``md``, ``latex``, ``notebook``, ``csv``, ``notation`` or ``pack``.

    ``extras`` are what the JSON has on demand: ``readings``, ``steps``, ``sympy``, ``runs``, ``letters``, ``lines``,
    ``core``. An unknown format or extra is a :class:`KeyError`; a format that is no text, ``anki``, is a
    :class:`TypeError`: :func:`export_bytes` makes it.
    """
    from reader.study.study import study_of

    return export_study(study_of(reading), format, language, extras)


def export_bytes(
    reading: Reading | Study,
    format: str,  # noqa: A002
    language: Language = "en",
) -> bytes:
    """The reading as the content of a file, in any format of :func:`export` or as ``anki``; text is UTF-8.

    Raises :class:`MissingExtra` where a package that the format needs is not installed.
    """
    from reader.study.study import study_of

    written = write_study(study_of(reading), format, language)
    return written if isinstance(written, bytes) else written.encode("utf-8", "surrogatepass")


def export_study(
    study: Study,
    format: str,  # noqa: A002
    language: Language = "en",
    extras: Sequence[str] = (),
) -> str:
    """The same as :func:`export` for whoever asks for more than one text of a reading, or has found out something of it
    already."""
    written = write_study(study, format, language, extras)
    if isinstance(written, bytes):
        raise TypeError(f"{format} is no text: export_bytes makes it")
    return written


@resting_collector()
def write_study(
    study: Study,
    format: str,  # noqa: A002
    language: Language = "en",
    extras: Sequence[str] = (),
) -> str | bytes:
    """What a file in this format holds."""
    form = BY_NAME[_known(format, BY_NAME)]
    form.require()
    for extra in extras:
        _known(extra, EXTRAS)
    module = import_module(f"{__package__}.{form.module}")
    more = {"extras": tuple(extras)} if form.module == "json" else {}
    with watching():
        return cast("str | bytes", module.export(study, language, **more))


def _known(name: str, names: Iterable[str]) -> str:
    if name not in names:
        raise KeyError(f"{name!r} is none of {', '.join(names)}")
    return name
