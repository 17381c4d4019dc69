"""What the checks say of faulty rows: one fault per case, laid over a glossary that has none."""

import re

import pytest

from glossary.block import Block
from glossary.checking.checks import SHAPES, check
from glossary.living.model import LivingFormula
from glossary.loader import assemble
from glossary.model import Concept, Layer, Notation
from glossary.rows import PARTS

LAYERS = """
[ground]
name = { en = "Ground", ja = "土台" }
[roof]
name = { en = "Roof", ja = "屋根" }
stands_on = ["ground"]
"""
STONE = """
[stone]
name = { en = "stone", ja = "石" }
reading = "いし"
aliases = { en = ["rock"], ja = [] }
phrase = { en = "stone", ja = "石" }
definition = { en = "A hard thing.", ja = "硬いものです。" }
formula = 's_{1}'
requires = []
says = "the stone"
example = { en = "One and one.", ja = "一足す一です。", compute = "1 + 1", gives = "2" }
"""
TILE = STONE.replace("stone", "tile").replace("rock", "roof tile").replace("石", "瓦")
SIGN = """
[[notation]]
symbol = 's_{1}'
concept = "stone"
confidence = 0.9
why = { en = "usual", ja = "定番です" }
example = 's_{1} + 1'
"""
WALL = """
[wall]
concept = "stone"
name = { en = "wall", ja = "壁" }
patterns = ['s + s', { latex = 's - s', en = "minus", ja = "引き算" }]
slots.s = { kind = "letter", en = "a stone", ja = "石" }
matches = ['a + a']
lookalikes = ['a b']
when_removed = { neutral = 's', en = "One is left.", ja = "一つ残ります。" }
"""

LEVER = """
[lever]
name = { en = "Lever", ja = "てこ" }
concepts = ["stone"]
blocks = ["wall"]
formula = ['f = a b']
watch = { en = "Look at f.", ja = "f を見ます。" }
switches = ['a']
inputs = [{ declared = 'a > 0', name = { en = "arm", ja = "腕" }, value = 1.0, rows = "" }]
controls = [{ input = 'a', low = 0, high = 2, step = 0.1 }]
"""
PULL = """
[[lever.tries]]
do = { en = "Pull: a = 2", ja = "引きます：a = 2" }
says = { en = "f is {f}.", ja = "f は {f} です。" }
set = { 'a' = 2.0 }
reads.f = { of = 'f', goes = "up" }
"""
TRIES = 3 * PULL


@pytest.fixture
def problems(tmp_path):
    def find(layers=LAYERS, ground=STONE, roof=TILE, sign=SIGN, wall=WALL, lever=LEVER + TRIES):
        files = {
            "layers": layers, "concepts/ground": ground, "concepts/roof": roof, "notations/ground": sign,
            "blocks/ground": wall, "living/ground": lever,
        }  # fmt: skip
        for name, content in files.items():
            path = tmp_path / f"{name}.toml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return check(assemble(tmp_path))

    return find


def test_faultless_rows(problems):
    assert problems() == ()


def requires(concept):
    return STONE.replace(
        "requires = []", f'requires = [{{ concept = "{concept}", why = {{ en = "w", ja = "わけ" }} }}]'
    )


def staged(*concepts):
    return f'stages = [{{ concepts = {list(concepts)}, en = "First.", ja = "まず。" }}]'


def saying(line):
    return {"ground": STONE + line + "\n"}


FEEL = 'feel = {{ en = "One and {0}.", ja = "One と{0} です。", compute = ["1", "2"], gives = [{1}] }}'
CORE = STONE + 'tier = "core"\n'


FAULTS = [
    # what is written, kind, row, key, part of the English message
    ({"ground": STONE + "colour = 'grey'\n"}, "unknown-key", "stone", "colour", "not a key of a concept"),
    ({"ground": STONE.replace("gives", "result")}, "unknown-key", "stone", "example.result", "not a key of a example"),
    ({"ground": STONE.replace("gives", "result")}, "missing-key", "stone", "example.gives", "is missing"),
    ({"ground": STONE.replace('reading = "いし"', "")}, "missing-key", "stone", "reading", "is missing"),
    ({"ground": STONE.replace('says = "the stone"', "")}, "missing-for-tier", "stone", "says", "standard concept"),
    ({"ground": STONE.replace("formula = 's_{1}'", "")}, "missing-for-tier", "stone", "formula", "formula_none"),
    ({"ground": CORE}, "missing-for-tier", "stone", "feel", "a core concept"),
    ({"ground": CORE}, "short-definition", "stone", "definition", "too few sentences"),
    (saying('tier = "golden"'), "unknown-value", "stone", "tier", "“golden” is no tier"),
    (saying('tells = "much"'), "unknown-value", "stone", "tells", "“much” is no tells"),
    (saying('unfit = ["blue"]'), "unknown-value", "stone", "unfit", "“blue” is no unfit"),
    (saying('output = "sand"'), "unknown-output", "stone", "output", "“sand”"),
    (saying('references = [{ section = "3" }]'), "one-reference", "stone", "references", "exactly one"),
    (saying('since = { year = "1901", who = "A", source = "B" }'), "wrong-type", "stone", "since.year", "whole"),
    (saying(FEEL.format(2, '"1"')), "uneven-feel", "stone", "feel.gives", "one entry"),
    (saying(FEEL.format(2, '"One", "3"')), "unsaid-number", "stone", "feel.gives", "the number 3"),
    (
        saying('confused_with = [{ concept = "sand", why = { en = "w", ja = "わけ" } }]'),
        "unknown-confusion",
        "stone",
        "confused_with",
        "“sand”",
    ),
    ({"ground": STONE.replace('"いし"', "3")}, "wrong-type", "stone", "reading", "must be a string"),
    ({"ground": STONE.replace('["rock"]', '"rock"')}, "wrong-type", "stone", "aliases", "must be {"),
    ({"ground": STONE.replace(', ja = "石" }\nreading', " }\nreading")}, "missing-language", "stone", "name", "“ja”"),
    ({"sign": SIGN.replace(', ja = "定番です"', "")}, "missing-language", "s_{1} → stone", "why", "“ja”"),
    ({"ground": STONE + TILE}, "duplicate-row", "tile", "", "defined twice"),
    ({"roof": TILE.replace("roof tile", "Rocks")}, "duplicate-name", "tile", "aliases", "also leads to “stone”"),
    ({"layers": LAYERS + "x = 1\n"}, "unknown-key", "roof", "x", "not a key of a layer"),
    ({"layers": LAYERS.replace("roof]", "loft]")}, "unknown-layer", "tile", "", "no layer “roof”"),
    ({"layers": LAYERS.replace('["ground"]', '["cellar"]')}, "unknown-layer", "roof", "stands_on", "“cellar”"),
    ({"layers": LAYERS.replace('["ground"]', '["roof"]')}, "cyclic-layer", "roof", "stands_on", "stands on itself"),
    ({"ground": requires("sand")}, "dangling-prerequisite", "stone", "requires", "“sand”"),
    ({"ground": requires("stone")}, "cyclic-prerequisite", "stone", "requires", "by way of stone"),
    (
        {"ground": requires("stone").replace('"stone", why', '"stone", kind = "wish", why')},
        "unknown-value",
        "stone",
        "requires",
        "“wish” is no requires",
    ),
    (saying(staged("sand")), "misplaced-stage", "stone", "stages", "“sand”"),
    (saying(staged("stone")), "misplaced-stage", "stone", "stages", "“stone”"),
    (saying(staged("tile", "tile")), "misplaced-stage", "stone", "stages", "“tile”"),
    (saying(staged(*"abcdefghijkl")), "long-path", "stone", "stages", "13 concepts"),
    ({"ground": requires("tile")}, "prerequisite-above", "stone", "requires", "of the layer “roof”"),
    ({"sign": SIGN.replace('"stone"', '"sand"')}, "unlinked-notation", "s_{1} → sand", "concept", "“sand”"),
    ({"sign": SIGN + "base = 's'\n"}, "symbol-or-base", "s_{1} → stone", "symbol", "either"),
    ({"sign": SIGN.replace("0.9", "9")}, "confidence-range", "s_{1} → stone", "confidence", "not above 1"),
    ({"sign": SIGN + "near = ['s_{1}', 't']\n"}, "near-itself", "s_{1} → stone", "near", "always there"),
    ({"sign": SIGN + SIGN}, "shadowed-notation", "s_{1} → stone", "", "another row"),
    ({"sign": SIGN + 'traits = ["shiny"]\n'}, "unknown-value", "s_{1} → stone", "traits", "“shiny” is no traits"),
    ({"sign": SIGN + 'kind = "letter"\n'}, "unknown-value", "s_{1} → stone", "kind", "“letter” is no kind"),
    ({"ground": STONE.replace("'s_{1}'", '"\\beta"')}, "control-character", "stone", "formula", "in single quotes"),
    (
        {"sign": SIGN.replace("'s_{1}'", r"'\\hat{s}'", 1)},
        "doubled-backslash",
        "\\\\hat{s} → stone",
        "symbol",
        "one is",
    ),
    ({"ground": STONE.replace("'s_{1}'", "'s_{1'")}, "unbalanced-braces", "stone", "formula", "do not match"),
    ({"ground": STONE.replace("いし", "石")}, "reading-script", "stone", "reading", "hiragana"),
    ({"ground": STONE.replace("硬いものです。", "硬いもの")}, "sentence-style", "stone", "definition", "ends in です"),
    ({"ground": STONE.replace("硬いものです。", "硬い。重いです。")}, "sentence-style", "stone", "definition", "です"),
    ({"wall": WALL + "colour = 1\n"}, "unknown-key", "wall", "colour", "not a key of a block"),
    ({"wall": WALL.replace("matches = ['a + a']\n", "")}, "missing-key", "wall", "matches", "is missing"),
    ({"wall": WALL.replace("['a + a']", "'a + a'")}, "wrong-type", "wall", "matches", "a list of strings"),
    ({"wall": WALL.replace("['s + s', ", "[3, ")}, "wrong-type", "wall", "patterns", "strings or tables"),
    ({"wall": WALL.replace(', ja = "石" }', " }")}, "missing-key", "wall", "slots.s.ja", "is missing"),
    ({"wall": WALL.replace(', ja = "引き算"', "")}, "missing-language", "wall", "patterns", "“ja”"),
    ({"wall": WALL.replace(', ja = "壁"', "")}, "missing-language", "wall", "name", "“ja”"),
    ({"wall": WALL.replace('"letter"', '"brick"')}, "unknown-value", "wall", "slots.s.kind", "“brick” is no"),
    ({"wall": WALL.replace('"stone"', '"sand"')}, "unexplained-block", "wall", "concept", "in “under”"),
    (
        {"wall": WALL.replace('"letter"', '"letter", concept = "sand"')},
        "unlinked-notation",
        "wall",
        "slots.s.concept",
        "sand",
    ),
    ({"wall": WALL.replace("[wall]\nconcept", "[stone]\nunder")}, "outgrown-under", "stone", "under", "by now"),
    ({"wall": WALL.replace("['a b']", "[]")}, "no-formula", "wall", "lookalikes", "at least one"),
    ({"wall": WALL + "covers = ['wall']\n"}, "unknown-block", "wall", "covers", "no other block"),
    ({"wall": WALL + "distinct = ['s', 'r']\n"}, "unknown-value", "wall", "distinct", "“r” is no distinct"),
    ({"wall": WALL.replace("'s + s'", '"\\beta"')}, "control-character", "wall", "patterns", "in single quotes"),
    ({"wall": WALL.replace("'s + s'", "'s + {s'")}, "unbalanced-braces", "wall", "patterns", "do not match"),
    (
        {"wall": WALL.replace("neutral = 's'", "neutral = 's', spellings = ['s s']")},
        "unknown-value",
        "wall",
        "when_removed.spellings",
        "s s",
    ),
    (
        {"wall": WALL.replace("neutral = 's'", "neutral = '}s'")},
        "unbalanced-braces",
        "wall",
        "when_removed.neutral",
        "do not",
    ),
    ({"lever": LEVER + TRIES + "colour = 1\n"}, "unknown-key", "lever", "tries.colour", "not a key of a livingtry"),
    ({"lever": LEVER.replace('"stone"', '"sand"') + TRIES}, "unexplained-block", "lever", "concepts", "“sand”"),
    ({"lever": LEVER.replace('"wall"', '"arch"') + TRIES}, "unknown-block", "lever", "blocks", "“arch”"),
    ({"lever": LEVER.replace('rows = ""', 'rows = "x"') + TRIES}, "unknown-value", "lever", "labels", "“x” is no"),
    ({"lever": LEVER.replace("value = 1.0", 'value = ["1"]') + TRIES}, "wrong-type", "lever", "inputs.value", "lists"),
    ({"lever": LEVER + 2 * PULL}, "few-tries", "lever", "tries", "2 things"),
    ({"lever": LEVER + TRIES.replace("set = { 'a' = 2.0 }", "")}, "nothing-tried", "lever", "tries.1", "no number"),
    ({"lever": LEVER + TRIES.replace(', goes = "up"', "")}, "claims-nothing", "lever", "tries.1", "“f”"),
    ({"lever": LEVER + TRIES.replace('"up"', '"off"')}, "unknown-value", "lever", "tries.1", "“off” is no"),
    ({"lever": LEVER + TRIES.replace("is {f}", "is {g}")}, "unknown-value", "lever", "tries.1", "“g” is no"),
    ({"lever": LEVER + TRIES.replace("は {f} です", "です")}, "unsaid-number", "lever", "tries.1", "the number f"),
    ({"lever": LEVER + TRIES.replace("a = 2", "a = 3")}, "unsaid-number", "lever", "tries.1", "the number 2"),
    ({"lever": LEVER + TRIES.replace("set = {", "without = 'b'\nset = {")}, "unknown-value", "lever", "tries.1", "“b”"),
]


@pytest.mark.parametrize(("files", "kind", "row", "key", "said"), FAULTS)
def test_fault_is_found(problems, files, kind, row, key, said):
    found = [p for p in problems(**files) if (p.kind, p.row, p.key) == (kind, row, key)]
    assert found, [(p.kind, p.row, p.key) for p in problems(**files)]
    assert said in found[0].message
    assert re.search("[ぁ-ん]", found[0].text("ja"))


NOT_SHADOWED = [
    SIGN + SIGN.replace("0.9", "0.95") + 'traits = ["bold"]\n',  # surer where it holds
    SIGN.replace("0.9", "0.8") + 'words = ["hard"]\n' + SIGN + 'words = ["soft"]\n',
    SIGN + 'without = ["bold"]\n' + SIGN + 'without = ["greek"]\n',
]


@pytest.mark.parametrize("sign", NOT_SHADOWED)
def test_rows_that_hold_elsewhere_or_more_surely_are_not_shadowed(problems, sign):
    assert problems(sign=sign) == ()


def test_every_kind_of_problem_has_a_case():
    import tomllib
    from importlib import resources

    text = (resources.files("glossary.checking") / "problems.toml").read_text(encoding="utf-8")
    sentences = text.split("# Of a course.")[0]
    kinds = {kind for kind in tomllib.loads(sentences) if not kind.startswith("living-")}  # those are tried out
    assert {kind for _, kind, *_ in FAULTS} == kinds - TRIED_OUT


TRIED_OUT = {  # by the reader
    "unread-formula", "names-another", "wrong-number", "other-spelling", "links-otherwise", "block-not-found",
    "block-found", "slot-unused", "unread-pattern", "unreadable",
}  # fmt: skip


def test_every_field_has_a_shape():
    from dataclasses import fields

    for schema in (Layer, Concept, Notation, Block, LivingFormula, *PARTS.values()):
        assert {str(entry.type) for entry in fields(schema)} <= set(SHAPES), schema


def test_all_faults_are_reported_at_once(problems):
    kinds = {
        p.kind for p in problems(ground=STONE.replace("いし", "石") + "colour = 1\n", sign=SIGN.replace("0.9", "9"))
    }
    assert kinds == {"reading-script", "unknown-key", "confidence-range"}
