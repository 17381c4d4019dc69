"""Reads annotated papers and scores what was read: symbols, meanings, concepts, blocks; definitions in prose.

    python .ci/evaluate.py GOLD [--sources FOLDER] [--definitions FILE] [--show N]
    python .ci/evaluate.py GOLD [--sources FOLDER] --answers FOLDER
    python .ci/evaluate.py --compare FOLDER

GOLD is a folder as docs/evaluation.md describes it. The sources are in GOLD/sources unless told otherwise: for each
papers/SLUG.json a folder SLUG or a file SLUG.tex; the example that comes with the program needs none. ``--answers``
says what a model's recorded answers add, FOLDER/SLUG.jsonl of each paper (docs/assistant.md). ``--compare`` says
whether the scorers and the vocabulary are byte for byte those of the folder from which they were taken.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from reader import find_definitions
from reader.latex.source.bundle import example_bundle
from reader.pipeline import EXAMPLE

EVALUATION = Path(__file__).resolve().parent / "evaluation"


def main() -> int:
    options = arguments()
    if options.compare is not None:
        return compared(options.compare)
    slugs = sorted(path.stem for path in (options.gold / "papers").glob("*.json"))
    if not slugs:
        sys.exit(f"evaluate: {options.gold} holds no papers/*.json.")
    if options.answers is not None:
        return added(options, [slug for slug in slugs if (options.answers / f"{slug}.jsonl").is_file()])
    with tempfile.TemporaryDirectory() as readings:
        for slug in slugs:
            read(slug, source_of(slug, options.sources or options.gold / "sources"), Path(readings))
        scorer(
            "score_papers.py", readings, "--gold", options.gold / "papers", *truth_of(options), "--show", options.show
        )
    pairs = options.definitions or options.gold / "definitions.jsonl"
    if pairs.exists():
        with tempfile.TemporaryDirectory() as folder:
            found = Path(folder, "found.jsonl")
            found.write_text("".join(definitions_in(pairs)), encoding="utf-8")
            print(f"\ndefinitions in {pairs.name}", flush=True)
            scorer("score_definitions.py", pairs, found, "--heads")
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?")
    parser.add_argument("--sources", type=Path)
    parser.add_argument("--definitions", type=Path)
    parser.add_argument("--answers", type=Path, metavar="FOLDER")
    parser.add_argument("--show", default="0", metavar="N")
    parser.add_argument("--compare", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    if options.gold is None and options.compare is None:
        parser.error("GOLD is needed")
    return options


def source_of(slug: str, sources: Path) -> str:
    """Where a paper is; the end where there is none."""
    for place in (sources / slug, sources / f"{slug}.tex"):
        if place.exists():
            return str(place)
    if slug == example_bundle().name:
        return EXAMPLE
    sys.exit(f"evaluate: {sources} holds neither {slug} nor {slug}.tex.")


def read(slug: str, source: str, readings: Path, *more: str) -> None:
    """Runs the command, as anybody would. A paper that it cannot read is scored as one of which nothing is known."""
    annotate = ("from reader.cli import main; import sys; sys.exit(main())", "annotate", source, "--offline", *more)
    run = subprocess.run([sys.executable, "-c", *annotate], stdout=subprocess.PIPE, check=False)
    if run.returncode == 0:
        (readings / f"{slug}.json").write_bytes(run.stdout)


ADDED = (
    "meaning", "meaning (letters)", "right or quoted", "silent", "other", "wrong", "claims false", "claims held",
    "concept", "misled", "quoted",
)  # fmt: skip


def added(options: argparse.Namespace, slugs: list[str]) -> int:
    """Prints the figures of the papers that have recorded answers, without these and with them."""
    if not slugs:
        sys.exit(f"evaluate: {options.answers} holds no SLUG.jsonl of a paper in {options.gold / 'papers'}.")
    found = []
    for with_answers in (False, True):
        with tempfile.TemporaryDirectory() as readings:
            for slug in slugs:
                more = ("--answers", str(options.answers / f"{slug}.jsonl")) if with_answers else ()
                read(slug, source_of(slug, options.sources or options.gold / "sources"), Path(readings), *more)
            wanted = ("--gold", options.gold / "papers", "--papers", ",".join(slugs), "--json")
            found.append(json.loads(scorer("score_papers.py", readings, *wanted, kept=True))["figures"])
            if with_answers:
                told = [json.loads(file.read_bytes()) for file in Path(readings).glob("*.json")]
    without, with_them = found
    print(f"{len(slugs)} papers{'':16s} without    with")
    for name in ADDED:
        before, after = (figures[name] or 0.0 for figures in (without, with_them))
        print(f"{name:22s} {before:10.3f} {after:7.3f} {after - before:+.3f}")
    marked = sum(symbol["status"] == "model" for reading in told for symbol in reading["symbols"])
    dropped = sum(sum(reading["assistant"]["dropped"].values()) for reading in told)
    print(f"symbols marked as a model's {marked}, proposals dropped {dropped}")
    return 0


def truth_of(options: argparse.Namespace) -> list[str]:
    """The numbers that TeX prints, where the sources or the annotations bring them."""
    for folder in (options.gold / "truth", (options.sources or options.gold) / "truth"):
        if folder.is_dir():
            return [
                "--truth",
                str(folder),
                "--papers",
                ",".join(p.stem for p in (options.gold / "papers").glob("*.json")),
            ]
    return []


def definitions_in(pairs: Path) -> Iterator[str]:
    """A line for each paragraph, with the pairs that we find in it."""
    for line in pairs.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = [{"symbol": one.symbol, "definition": one.text} for one in find_definitions(row["text"])]
        yield json.dumps({"doc": row["doc"], "document": row.get("document"), "pairs": found}) + "\n"


def scorer(name: str, *given: object, kept: bool = False) -> str:
    """What a scorer prints; "" where that goes to whoever runs this."""
    command = [sys.executable, "-X", "utf8", EVALUATION / "tools" / name, *map(str, given)]
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE if kept else None, encoding="utf-8")
    return run.stdout or ""


def compared(folder: Path) -> int:
    ours = [path for path in sorted(EVALUATION.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
    for path in ours:
        name = path.relative_to(EVALUATION)
        if not (folder / name).is_file() or (folder / name).read_bytes() != path.read_bytes():
            print(f"evaluate: {name} differs from the one in {folder}: copy it anew.", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
