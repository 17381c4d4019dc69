"""The papers that questions are about: an arXiv id, or a source that was named when the server was started.

A program that asks can be led astray by a paper's text, so that it never reaches a file of this machine by its path.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import RLock
from typing import TYPE_CHECKING

from reader import pipeline
from reader.limits.watch import watching
from reader.study.study import Study

if TYPE_CHECKING:
    from reader.model.context import Context
    from reader.pipeline import OpenedPaper
    from reader.user.context import ContextChoice

KEPT = 4  # papers, the last that were asked about


class OpenPapers:
    """The studies of the papers, read when they are first asked for and again where what they are made of changed: the
    reader's files, or a source on this machine.

    Calls come from several threads: whoever asks holds ``lock``, since a study is made by one at a time.
    """

    def __init__(self, choice: ContextChoice, *, local: Sequence[str] = (), offline: bool = False) -> None:
        self.choice, self.offline, self.lock = choice, offline, RLock()
        self._named = frozenset(local)
        self._studies: OrderedDict[str, tuple[object, Study]] = OrderedDict()

    def study(self, paper: str) -> Study:
        """Raises :class:`reader.errors.ReaderError`."""
        context = self.choice.load()
        here = pipeline.open_source(paper, offline=self.offline) if paper in self._named else None
        stamp = (context.fingerprint, self._own_files(), here[1].digest if here is not None else "")
        known = self._studies.get(paper)
        if known is not None and known[0] == stamp:
            self._studies.move_to_end(paper)
            return known[1]
        study = _read(here or self._open(paper), context)
        self._studies[paper] = (stamp, study)
        while len(self._studies) > KEPT:
            self._studies.popitem(last=False)
        return study

    def _open(self, paper: str) -> OpenedPaper:
        if paper == pipeline.EXAMPLE:
            return pipeline.open_example()
        return pipeline.open_arxiv(paper, offline=self.offline)

    def _own_files(self) -> object:
        """When the corrections were last changed."""
        file = self.choice.corrections
        try:
            return file.stat().st_mtime_ns if file is not None else None
        except OSError:
            return None


def _read(opened: OpenedPaper, context: Context) -> Study:
    with watching():
        return Study(pipeline.read_bundle(*opened, context=context))
