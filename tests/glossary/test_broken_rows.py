"""A broken row of the reader's own is set aside with one sentence, and everything else holds."""

from __future__ import annotations

from pathlib import Path

import pytest

import glossary
from glossary.loader import load_own

NAMED = 'name = { en = "thing", ja = "物" }\n'
NEEDS = 'requires = [{{ concept = "{}", why = {{ en = "w", ja = "わけ" }} }}]\n'
SOUND = f"# mine\n[sound]\n{NAMED}\n"
SIGN = "[[notation]]\nsymbol = 'x'\nconcept = \"sound\"\nconfidence = 0.5\n"

# what a second row, or another file, says: the line that is named, the row, and a part of the sentence
BROKEN = [
    ({"concepts/gpt/b.toml": "\n[b\n"}, ("concepts/gpt/b.toml", 2, "", "not valid TOML")),
    ({"concepts/gpt/b.toml": "[b]\nx = \n"}, ("concepts/gpt/b.toml", 2, "", "not valid TOML")),
    ({"concepts/gpt/b.toml": "x = " + "[" * 5000}, ("concepts/gpt/b.toml", 0, "", "deeply")),
    ({"concepts/gpt/b.toml": b"[b]\nname = '\xff'"}, ("concepts/gpt/b.toml", 2, "", "UTF-8")),
    ({"concepts/gpt/b.toml": f"\n[b] # it\n{NAMED}\n colour = 1\n"}, ("concepts/gpt/b.toml", 5, "b", "colour")),
    ({"concepts/gpt/b.toml": "x = 1\n"}, ("concepts/gpt/b.toml", 1, "x", "not a key")),
    ({"concepts/gpt/b.toml": f"[b]\n{NAMED}\n[sound]\n{NAMED}"}, None),
    ({"concepts/gpt/z.toml": f"[z]\n{NAMED}\n[sound]\n{NAMED}"}, ("concepts/gpt/z.toml", 4, "sound", "defined twice")),
    ({"concepts/gpt/b.toml": "[b]\nextends = true\n"}, ("concepts/gpt/b.toml", 2, "b", "does not exist")),
    ({"concepts/gpt/b.toml": f"[b]\n{NAMED}{NEEDS.format('no')}"}, ("concepts/gpt/b.toml", 3, "b", "“no”")),
    ({"concepts/gpt/b.toml": f"[b]\n{NAMED}{NEEDS.format('b')}"}, ("concepts/gpt/b.toml", 3, "b", "itself")),
    (
        {"concepts/gpt/b.toml": f"[b]\n{NAMED}{NEEDS.format('c')}[c]\n{NAMED}{NEEDS.format('b')}"},
        ("concepts/gpt/b.toml", 6, "c", "itself"),
    ),
    (
        {"concepts/gpt/b.toml": "[logarithm]\nextends = true\n" + NEEDS.format("entropy")},
        ("concepts/gpt/b.toml", 3, "logarithm", "itself"),
    ),
    ({"concepts/gpt/b.toml": '[entropy]\nextends = true\nname = "x"\n'}, ("concepts/gpt/b.toml", 3, "entropy", "must")),
    ({"concepts/gpt/b.toml": "[entropy]\nname = 3\n"}, ("concepts/gpt/b.toml", 2, "entropy", "must be")),
    ({"concepts/attic/b.toml": f"[b]\n{NAMED}"}, ("concepts/attic/b.toml", 1, "b", "no layer “attic”")),
    ({"layers.toml": f"[attic]\n{NAMED}stands_on = ['cellar']\n"}, ("layers.toml", 3, "attic", "“cellar”")),
    ({"layers.toml": f"[attic]\n{NAMED}stands_on = ['attic']\n"}, ("layers.toml", 3, "attic", "itself")),
    ({"notations/gpt/b.toml": SIGN + SIGN.replace("sound", "no")}, ("notations/gpt/b.toml", 7, "x → no", "“no”")),
    ({"notations/gpt/b.toml": SIGN + "base = 'y'\n"}, ("notations/gpt/b.toml", 2, "x → sound", "either")),
    ({"notations/gpt/b.toml": SIGN + "traits = ['odd']\n"}, ("notations/gpt/b.toml", 5, "x → sound", "odd")),
    ({"notations/gpt/b.toml": "notation = [3]\n"}, ("notations/gpt/b.toml", 0, "?… → ?", "not a key")),
    ({"blocks/b.toml": f"[b]\nconcept = 'sound'\n{NAMED}typo = 1\n"}, ("blocks/b.toml", 4, "b", "typo")),
    ({"blocks/b.toml": f"[b]\nconcept = 'no'\n{NAMED}"}, ("blocks/b.toml", 2, "b", "“no”")),
    (
        {"blocks/b.toml": f"[b]\nconcept = 'sound'\n{NAMED}[b.slots.a]\nkind = 'odd'\nen = 'a'\nja = 'あ'\n"},
        ("blocks/b.toml", 4, "b", "odd"),
    ),
    ({"blocks/b.toml": "[b]\nslots = 3\n"}, ("blocks/b.toml", 2, "b", "must be")),
]


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TEZAWARI_CONFIG", str(tmp_path))
    monkeypatch.setenv("TEZAWARI_GLOSSARY", "")
    write(tmp_path / "glossary", {"concepts/gpt/own.toml": SOUND})
    return tmp_path / "glossary"


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize(("files", "told"), BROKEN)
def test_a_broken_row_is_set_aside_alone(
    files: dict[str, str | bytes], told: tuple[str, int, str, str] | None, mine: Path
) -> None:
    ground = load_own()
    write(mine, files)
    knowledge = glossary.load()
    file, line, row, said = told or ("concepts/gpt/own.toml", 2, "sound", "defined twice")
    (found,) = knowledge.set_aside
    assert (found.file, found.line, found.row) == (str(mine / file), line, row)
    assert said in found.problem.text("en") and found.problem.text("ja")
    assert found.place.startswith(str(mine / file)) and knowledge["sound"].name["ja"] == "物"
    assert set(knowledge.concepts) - {"sound", "b", "c", "z"} == set(ground.concepts)
    assert knowledge["entropy"] == ground["entropy"] and knowledge["logarithm"] == ground["logarithm"]
    assert knowledge.path(["sound", "entropy"]) and dict(knowledge.blocks) and knowledge.notations


def test_what_rests_on_a_row_that_is_set_aside_stays(mine: Path) -> None:
    write(mine, {"concepts/gpt/b.toml": f"[b]\n{NAMED}{NEEDS.format('c')}[c]\n{NAMED}x = 1\n"})
    knowledge = glossary.load()
    assert [one.row for one in knowledge.set_aside] == ["c"] and "b" in knowledge
    assert knowledge.path(["b"]) == ("b",)


def test_sound_rows_cost_nothing_of_what_holds(mine: Path) -> None:
    knowledge, strict = glossary.load(), glossary.load(mine)
    assert knowledge.set_aside == () and knowledge.digest == strict.digest
    assert [(row.kind, row.key, row.file) for row in knowledge.rows] == [
        (row.kind, row.key, row.file) for row in strict.rows
    ]


def test_a_later_folder_may_define_an_id_again(mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "more", {"concepts/gpt/own.toml": SOUND.replace("物", "別")})
    monkeypatch.setenv("TEZAWARI_GLOSSARY", str(tmp_path / "more"))
    knowledge = glossary.load()
    assert knowledge.set_aside == () and knowledge["sound"].name["ja"] == "別"
    write(tmp_path / "more", {"concepts/gpt/own.toml": SOUND + "colour = 1\n"})
    knowledge = glossary.load()
    assert [one.file for one in knowledge.set_aside] == [str(tmp_path / "more" / "concepts/gpt/own.toml")]
    assert knowledge["sound"].name["ja"] == "物"
