"""Papers read as people do: many in one ``tezawari annotate``, hostile ones between two good ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cases import COMMAND, MEGABYTES, OUTSIDE, OVER_MEMORY, OVER_TIME, Case, Job, Place, Result, slug
from outside import Line, Watched
from verdict import of_results, of_terminal

from reader.limits.budget import EXPLAINED
from reader.messages import table

MOST_EXPLAINED: Final = 30.0  # seconds that the size of a paper explains at most
SILENCE: Final = 120.0  # seconds after which a paper is said to have no end
EXTRAS: Final = "readings,steps,sympy,runs,letters,lines,core"
GOOD: Final = r"""\documentclass{article}
\begin{document}
Let $\theta$ be the parameters of the model, and let $\eta$ be the learning rate. A step of training is
\begin{equation}\label{eq:step} \theta_{t+1} = \theta_t - \eta \nabla_\theta L(\theta_t). \end{equation}
\end{document}
"""
OURS: Final = {
    kind: re.compile(re.sub(r"\\\{\w+\\\}", ".*", re.escape(table("cli")[kind]["en"])))
    for kind in ("fault", "stopped-died", "stopped-time", "stopped-memory")
}


def good(name: str) -> Case:
    """A paper that is read whatever its neighbours do."""
    return Case(name, lambda: {"main.tex": GOOD.encode()}, least=1)


@dataclass(frozen=True, slots=True)
class Batch:
    """Cases that one command reads. Where one has no end, another command reads the others."""

    cases: Sequence[Case]
    extras: str = EXTRAS

    def __call__(self, place: Place) -> list[Result]:
        results: list[Result] = []
        waiting = [good("good before"), *self.cases, good("good after")]
        while waiting:
            done = list(self._read(waiting, place))
            results += done
            waiting = waiting[len(done) :]
        return [each for each in results if not each.name.startswith("good ") or each.faults]

    def _read(self, cases: Sequence[Case], place: Place) -> Iterator[Result]:
        sources = {case.name: case.write(place.papers) for case in cases}
        options = ["-o", str(place.out), "--format", "json,html", "--offline", "--force"]
        options += ["--with", self.extras] if self.extras else []
        command = [COMMAND, "annotate", *map(str, sources.values()), *options]
        with Watched(command, folder=place.home, environment=place.environment()) as watched:
            code = watched.wait(SILENCE)
        said = list(watched.lines)
        for case in cases:
            lines = _taken(said, f"{sources[case.name]}: ")
            if not lines:
                yield Result(case.name, "no end" if code is None else "no word", faults=(f"no end: exit {code}",))
                return
            yield _result(case, lines, place)


def _taken(said: list[Line], beginning: str) -> list[Line]:
    """The lines up to that which says what became of a source."""
    for at, line in enumerate(said):
        if line.text.removeprefix("tezawari: ").startswith(beginning):
            taken, said[:] = said[: at + 1], said[at + 1 :]
            return taken
    return []


def _result(case: Case, lines: Sequence[Line], place: Place) -> Result:
    seconds, megabytes = sum(line.seconds for line in lines), max(line.megabytes for line in lines)
    json_file, page = (place.out / f"{slug(case.name)}.{form}" for form in ("json", "html"))
    faults = list(of_terminal("".join(line.text for line in lines)))
    last = lines[-1].text
    if json_file.is_file() and page.is_file():
        outcome = "read"
        faults += of_results(case, json_file, page)
    else:
        outcome = "refused"
        faults += _of_refusal(case, last)
    explained = min(EXPLAINED * size_of(place.papers, case) / 1000, MOST_EXPLAINED)
    faults += [f"{OVER_TIME}: {seconds:.0f} s"] if seconds > case.seconds + explained else []
    faults += [f"{OVER_MEMORY}: {megabytes} MB"] if megabytes > MEGABYTES else []
    faults += [f"{OUTSIDE}: {path}" for path in place.strangers()]
    return Result(case.name, outcome, seconds, megabytes, tuple(faults))


def size_of(papers: Path, case: Case) -> int:
    """The bytes of a case's source."""
    source = papers / (slug(case.name) + case.suffix)
    return source.stat().st_size if source.is_file() else sum(each.stat().st_size for each in source.rglob("*"))


def _of_refusal(case: Case, sentence: str) -> Iterator[str]:
    for kind, pattern in OURS.items():
        if pattern.search(sentence):
            yield f"{kind}: {sentence.strip()}"
            return
    if not case.refused:
        yield f"refused: {sentence.strip()}"


def jobs(name: str, cases: Sequence[Case], only: str, size: int, extras: str = EXTRAS) -> list[Job]:
    """The cases whose names hold a word, in commands of ``size`` papers each."""
    asked = [case for case in cases if only in case.name]
    parts = [asked[first : first + size] for first in range(0, len(asked), size)]
    return [Job(f"{name}-{number}", Batch(part, extras)) for number, part in enumerate(parts, 1)]
