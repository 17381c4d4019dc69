"""What the page holds is all there when it is inflated, and it is not heavy."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode
from typing import Any

import pytest

from reader.frontend import build
from reader.output.exporters.html import page
from reader.output.page.compression import BENCHES, WHOLE, packs
from reader.output.page.payload import build_payload
from reader.pipeline import read
from reader.study.study import Study

PACK = re.compile(r'<script type="text/plain" data-held="(\w+)"(?: data-names="([^"]*)")?>([^<]*)</script>')
HEAVIEST = 13_900  # bytes of the page for a formula of the bundled paper, with quotations, concepts and what runs show


@pytest.fixture(scope="module")
def payload() -> dict[str, Any]:
    return build_payload(Study(read("example")), switch=True)


def inflated(letters: str) -> Any:
    return json.loads(zlib.decompress(b64decode(letters), wbits=-zlib.MAX_WBITS))


@pytest.mark.slow
def test_all_that_is_packed_comes_out_again(payload: dict[str, Any]) -> None:
    found: dict[str, Any] = {"benches": {}, "drawn": {}}
    for pack in packs(payload):
        told = PACK.fullmatch(pack)
        assert told is not None
        part, names, value = told[1], told[2], inflated(told[3])
        if part == "core":
            found |= value
        elif part in WHOLE:
            found[part] = value
        else:
            assert names.split() == list(value["benches"]) and len(value["benches"]) <= BENCHES
            found["benches"] |= value["benches"]
            found["drawn"] |= value["drawn"]
    assert found == json.loads(json.dumps(payload))


def test_a_formula_weighs_little(payload: dict[str, Any]) -> None:
    made = page(payload)
    program = build.font() + build.style() + build.script(build.PAGE)
    own = len(made.encode()) - len(program.encode())
    assert own / len(payload["reading"]["equations"]) < HEAVIEST


def test_formulas_are_drawn_once_for_those_without_javascript(payload: dict[str, Any]) -> None:
    still, rest = re.findall(r"<noscript>(.*?)</noscript>(.*)", page(payload), re.DOTALL)[0]
    assert still.count("<math") == len(payload["mathml"]) and "data-" not in still
    assert "<math" not in rest.replace(build.script(build.PAGE), "")
