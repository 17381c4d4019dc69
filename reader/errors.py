"""Everything that can go wrong, in two trees.

Raised, because nothing can be shown::

    ReaderError
    ├── SourceError            what was given cannot be read as a paper
    │   ├── UnknownIdentifier  not an arXiv id, URL or existing path
    │   ├── NoTexFound         an empty folder, an archive without TeX, a file that is no text
    │   ├── UnsafeArchive      paths that leave the archive, links, devices, too large
    │   └── DamagedArchive     truncated or not the format that it claims
    ├── ArxivError             arXiv could not give the source
    │   ├── PaperNotFound      arXiv knows no such paper
    │   ├── NoSource           the authors gave arXiv only a PDF, or the source is withdrawn
    │   ├── Unreachable        no network, time out, or refused after all retries
    │   └── NotCached          ``--offline``, and the paper was never fetched
    ├── GlossaryError          the glossary's files do not load or do not pass their checks
    ├── CorrectionError        the reader's own file of corrections cannot be read or written
    ├── ProfileError           the reader's own file of what they know cannot be read or written
    ├── SettingsError          the app's own file of settings says something that it cannot be set to
    ├── LibraryError           the library of papers cannot be opened or written, or has no such paper
    │   └── LibraryDamaged     its file is no longer sound: it is built anew from its readings
    ├── AssistantError         the model that was to be asked cannot be, or recorded answers cannot be read
    ├── OutputError            a place to write to that cannot be written
    ├── ClusterError           the machines that shall read cannot be reached, or would explain with something else
    └── AppError               the app does not start: its port is taken, or Streamlit ends at once

Collected as :class:`reader.model.source.Problem` and read on: everything else. An error carries a ``kind`` (a row of
``reader.messages``) and its arguments, so that each is said in one sentence in the reader's language.
"""

from __future__ import annotations

from functools import partial

from reader.messages.shown import shown


class ReaderError(Exception):
    """Nothing can be shown. ``kind`` names a row of the ``errors`` message table; ``arguments`` fill its blanks."""

    def __init__(self, kind: str, **arguments: object) -> None:
        super().__init__(kind, arguments)
        self.kind = kind
        self.arguments = {name: shown(str(value)) for name, value in arguments.items()}

    def __reduce__(self) -> tuple[object, ...]:
        return partial(type(self), self.kind, **self.arguments), ()  # so that it comes back whole from a worker process

    def __str__(self) -> str:
        from reader.messages import error_text

        return error_text(self, "en")


class SourceError(ReaderError):
    """What was given cannot be read as a paper."""


class UnknownIdentifier(SourceError):
    """Neither an existing path nor an arXiv identifier in any of its forms."""


class NoTexFound(SourceError):
    """There is nothing in the source that LaTeX could be read from."""


class UnsafeArchive(SourceError):
    """An archive that tries to write outside its folder, holds links or devices, or exceeds a cap."""


class DamagedArchive(SourceError):
    """An archive that cannot be unpacked."""


class ArxivError(ReaderError):
    """arXiv could not give the source."""


class PaperNotFound(ArxivError):
    """arXiv knows no such paper."""


class NoSource(ArxivError):
    """The paper exists, but its TeX source does not (PDF only, or withdrawn)."""


class Unreachable(ArxivError):
    """No network, a time out, or refusals after all retries."""


class NotCached(ArxivError):
    """Offline was asked for, and the paper is not in the cache."""


class GlossaryError(ReaderError):
    """The glossary's files do not load or do not pass their checks."""


class CorrectionError(ReaderError):
    """The reader's own file of corrections cannot be read or written."""


class ProfileError(ReaderError):
    """The reader's own file of what they know cannot be read or written."""


class SettingsError(ReaderError):
    """The app's own file of settings says something that it cannot be set to."""


class LibraryError(ReaderError):
    """The library of papers cannot be opened or written, or has no such paper or formula."""


class LibraryDamaged(LibraryError):
    """The library's file is no longer sound: :mod:`reader.library.recovery` builds it anew from its readings."""


class AssistantError(ReaderError):
    """A model cannot be asked, does not answer in time, or a file of recorded answers cannot be read."""


class OutputError(ReaderError):
    """A place to write to that cannot be written."""


class ClusterError(ReaderError):
    """The machines that shall read papers cannot be reached, are lost, or would explain them with something else."""


class NotInPaper(ReaderError, LookupError):
    """The paper has no such formula or symbol."""


class NotRunnable(ReaderError):
    """A formula cannot be computed, or has no such input."""


class MissingExtra(ReaderError):
    """What was asked for needs a package that is installed with an extra of this one."""


class AppError(ReaderError):
    """The app does not start: its port is taken, or Streamlit ends at once."""
