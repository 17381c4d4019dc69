"""An arXiv of our own that does everything wrong that it can, and many processes that ask it at the same time.

python .ci/batch/network.py [--only FAULT] [--processes N]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "support"))

from arxiv_faults import FAULTS, IMPATIENT, SERVICES, trial
from arxiv_server import serve, settings_for

FETCH = "import sys; from reader.cli import main; sys.exit(main(['annotate', sys.argv[1], '--time-limit', '300']))"
PACE = 0.5  # seconds between two requests to our own server, in the place of arXiv's three


def faults(only: str) -> Iterator[str]:
    """Every fault at every service, once and always: what must not be."""
    number = 0
    for (name, fault), service, always in product(FAULTS.items(), SERVICES, (False, True)):
        if only not in name:
            continue
        number += 1
        with serve() as arxiv, tempfile.TemporaryDirectory() as folder:
            settings = settings_for(arxiv, Path(folder), **IMPATIENT)
            error, found = trial(arxiv, settings, service, fault, always=always)
        if service == "oai" and error is not None:
            found.append(f"the paper did not come: {error}")
        yield from (f"{name}, {service}, {'always' if always else 'once'}: {one}" for one in found)
    print(f"{number} points", flush=True)


def pace(processes: int) -> Iterator[str]:
    """So many processes ask for a paper each."""
    with serve() as arxiv, tempfile.TemporaryDirectory() as folder:
        given = [f"2002.{number:05}" for number in range(processes)]
        arxiv.papers |= dict.fromkeys(given, arxiv.papers["1706.03762"])
        environment = os.environ | {
            "TEZAWARI_CACHE": f"{folder}/cache", "TEZAWARI_TURNS": f"{folder}/turns",
            "TEZAWARI_ARXIV_API": f"{arxiv.address}/api/query", "TEZAWARI_ARXIV_OAI": f"{arxiv.address}/oai",
            "TEZAWARI_ARXIV_SOURCE": f"{arxiv.address}/e-print", "TEZAWARI_ARXIV_DELAY": str(PACE),
        }  # fmt: skip
        command = [sys.executable, "-c", FETCH]
        running = [subprocess.Popen([*command, name], env=environment, stdout=subprocess.DEVNULL) for name in given]
        codes = [process.wait() for process in running]
        times = [moment for moment, _ in arxiv.requests]
        gaps = [later - earlier for earlier, later in pairwise(times)]
        print(f"{processes} processes, {len(times)} requests, {PACE} s apart: {min(gaps):.3f} to {max(gaps):.3f} s")
        if min(gaps) < PACE or arxiv.most_open > 1:
            yield f"too fast: {min(gaps):.3f} s, {arxiv.most_open} at a time"
        if any(codes) or len(times) != 3 * processes:
            yield f"{sum(map(bool, codes))} of {processes} failed, {len(times)} requests"


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--only", default="")
    given.add_argument("--processes", type=int, default=16)
    options = given.parse_args()
    os.environ["NO_PROXY"] = "127.0.0.1"
    found = [*faults(options.only), *(() if options.only else pace(options.processes))]
    print("\n".join(found) or "nothing hangs, nothing wrong is kept")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
