"""What the front end draws from, made from the example paper."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.model.annotations import Status
from reader.model.reading import Reading
from reader.output.page.drawings import Drawings
from reader.output.page.on_demand import Supply
from reader.output.page.payload import build_payload, core_payload
from reader.output.typesetting.quotation import split_prose
from reader.pipeline import read
from reader.study.study import Study

TARGET = "data-tezawari-symbol"


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read("example")


@pytest.fixture(scope="module")
def payload(reading: Reading) -> dict[str, Any]:
    return build_payload(Study(reading))


def drawings(payload: dict[str, Any]) -> Iterator[str]:
    yield from payload["mathml"].values()
    yield from payload["signs"].values()
    yield from payload["drawn"].values()
    yield from (concept["formula"] for concept in payload["concepts"].values() if concept["formula"])
    yield from (part["mathml"] for parts in payload["prose"].values() for part in parts if "mathml" in part)


def test_every_drawing_is_well_formed(payload: dict[str, Any]) -> None:
    roots = [ElementTree.fromstring(each).tag for each in drawings(payload)]
    assert len(roots) > 100
    assert set(roots) == {"math"}


def test_what_screen_readers_are_told_is_light_and_refers_to_what_is_there(
    reading: Reading, payload: dict[str, Any]
) -> None:
    shown = [*payload["mathml"].values(), *payload["column"]["inline"]]
    told = [each for drawn in shown for each in ElementTree.fromstring(drawn).iter() if "intent" in each.attrib]
    assert len(told) > 20
    for each in told:
        assert set(re.findall(r"\$(\w+)", each.attrib["intent"])) <= {inner.get("arg") for inner in each.iter()}
    silent, spoken = Drawings(reading), Supply(Study(reading)).drawings
    lengths = [[len(drawings.displayed(each)) for each in reading.document.equations] for drawings in (silent, spoken)]
    assert sum(lengths[1]) < 1.06 * sum(lengths[0])


def test_every_symbol_of_an_equation_can_be_pointed_at(payload: dict[str, Any]) -> None:
    missing = []
    for row in payload["reading"]["equations"]:
        drawn = ElementTree.fromstring(payload["mathml"][row["id"]])
        targets = {element.get(TARGET) for element in drawn.iter()} - {None}
        missing += [(row["id"], symbol) for symbol in row["symbols"] if symbol not in targets]
        assert targets <= set(row["symbols"])
    total = sum(len(row["symbols"]) for row in payload["reading"]["equations"])
    assert len(missing) <= 0.02 * total, missing


def test_every_displayed_formula_can_be_read_step_by_step(payload: dict[str, Any]) -> None:
    shown = [row["id"] for row in payload["reading"]["equations"] if row["display"]]
    assert set(payload["benches"]) == set(shown)
    for each in shown:
        bench = payload["benches"][each]
        marked = numbers_in(payload["mathml"][each])
        assert len(bench["steps"]) <= 6
        assert all(latex in payload["drawn"] for step in bench["steps"] for latex in step["en"].split("$")[1::2])
        assert all(step["en"] and step["ja"] for step in bench["steps"])
        assert bench["said"]["en"] and bench["said"]["exact"]["ja"]
        assert {step["at"] for step in bench["steps"]} - {None} <= marked
        assert {block["at"] for block in bench["blocks"]} <= marked


def numbers_in(drawing: str) -> set[int]:
    attributes = (element.get("data-te", "") for element in ElementTree.fromstring(drawing).iter())
    return {int(number) for numbers in attributes for number in numbers.split()}


def test_blocks_know_which_one_they_stand_in(payload: dict[str, Any]) -> None:
    attention = next(row["id"] for row in payload["reading"]["equations"] if row["number"] == "2")
    blocks = payload["benches"][attention]["blocks"]
    around = {each["block"]: each["inside"] for each in blocks}
    names = [each["block"] for each in blocks]
    assert around["scaled-dot-product-attention"] is None
    assert names[around["softmax"]] == "scaled-dot-product-attention"
    assert names[around["transpose"]] == "matrix-product"
    assert payload["blocks"]["softmax"]["removed"]["ja"]
    assert all(latex in payload["drawn"] for each in blocks for latex in each["slots"].values())


def test_concepts_come_with_everything_that_they_stand_on(payload: dict[str, Any]) -> None:
    known = set(payload["concepts"])
    assert set(payload["reading"]["path"]) <= known
    assert {need["concept"] for concept in payload["concepts"].values() for need in concept["requires"]} <= known


def test_both_languages_are_there(payload: dict[str, Any]) -> None:
    links = [link for symbol in payload["reading"]["symbols"] for link in symbol["concepts"]]
    assert links
    assert all(link["why"]["en"] and link["why"]["ja"] for link in links)
    assert all(concept["definition"]["ja"] for concept in payload["concepts"].values())


def test_every_quotation_is_drawn(payload: dict[str, Any]) -> None:
    sources = [symbol["meaning_source"] for symbol in payload["reading"]["symbols"] if symbol["meaning_source"]]
    assert sources
    assert all(source["sentence"] in payload["prose"] for source in sources)


def test_the_same_reading_gives_the_same_bytes(reading: Reading, payload: dict[str, Any]) -> None:
    assert json.dumps(build_payload(Study(reading))) == json.dumps(payload)


@pytest.mark.parametrize(
    ("latex", "parts"),
    [
        ("the learning rate", ["the learning rate"]),
        (r"where $d_k$ is \emph{small}", ["where ", "$d_k$", " is small"]),
        (r"$x$, $y$", ["$x$", ", ", "$y$"]),
        (r"see~\cite{a} for \(\alpha\).", ["see […] for ", r"$\alpha$", "."]),
        (r"costs \$5 or \$6", ["costs $5 or $6"]),
        (r"Schr\"odinger's $\psi$", ["Schrödinger's ", r"$\psi$"]),
        (r"$\tau$ & temperature & Section~2 \\", [r"$\tau$", " | temperature | Section 2"]),
        (r"Q \& A", ["Q & A"]),
        ("a $ alone", ["a $ alone"]),
    ],
)
def test_prose_reads_as_printed(latex: str, parts: list[str]) -> None:
    shown = [part["text"] if "text" in part else f"${part['latex']}$" for part in split_prose(latex)]
    assert shown == parts


def test_what_only_formulas_tell_is_said_and_distributions_are_drawn() -> None:
    source = (
        r"\documentclass{article}\begin{document}With $c_0 = a^2 - b$, and \begin{equation} z \sim \mathcal{N}(0, q_0)"
        r"\end{equation} where \begin{equation} w(n + m) = w(n) w(m) \end{equation} holds.\end{document}"
    )
    page = build_payload(Study(read(bundle_from_bytes("paper.tex", source.encode()))))
    symbols = {symbol["latex"]: symbol for symbol in page["reading"]["symbols"]}
    assert symbols["c_{0}"]["given_by"] and symbols["c_{0}"]["status"] == "unknown"
    assert not symbols["w"]["given_by"]  # an equation that it fulfils
    distribution = symbols["z"]["part_evidence"]["distribution"]
    assert page["prose"][f"${distribution}$"][0]["mathml"].startswith("<math")


@pytest.mark.parametrize(("status", "shown"), [("model", ("en", "ja")), ("paper", ("ja",))])
def test_what_others_say_with_the_papers_macros_is_drawn(status: Status, shown: tuple[str, ...]) -> None:
    source = r"""\documentclass{article}\newcommand{\wts}{\theta}\begin{document}
    Let $L$ be the loss of $f_\wts$. \begin{equation} L = \log f_\wts \end{equation} \end{document}"""
    paper = read(bundle_from_bytes("paper.tex", source.encode()))
    said = tuple(replace(each, status=status) if each.symbol.latex == "L" else each for each in paper.annotations)
    page = core_payload(Supply(Study(replace(paper, annotations=said))))
    gloss = next(each["gloss"] for each in page["reading"]["symbols"] if each["latex"] == "L")
    assert gloss["en"] == r"loss of $f_\theta$"
    assert [each for each in ("en", "ja") if gloss[each] in page["prose"]] == list(shown)
