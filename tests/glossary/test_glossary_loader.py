"""Loading: overlays, what is lenient, what raises, and that the TOML is read once."""

import pytest

import glossary
from glossary import compiled
from glossary.errors import GlossaryFault
from glossary.loader import assemble, built_in


def write(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def test_loaded_once():
    assert glossary.load() is glossary.load()


@pytest.mark.slow
def test_what_lies_ready_is_not_read_again(tmp_path, monkeypatch):
    monkeypatch.setenv("TEZAWARI_CACHE", str(tmp_path))
    first = assemble(built_in())
    monkeypatch.setattr("tomllib.loads", lambda text: pytest.fail("TOML was read"))
    again = assemble(built_in())
    assert len(again.concepts) > 250 and again.digest == first.digest


def test_names_folded_by_other_code_are_not_taken(tmp_path, monkeypatch):
    monkeypatch.setenv("TEZAWARI_CACHE", str(tmp_path))
    glossary_of_today = assemble(built_in())
    assert compiled.find(glossary_of_today.digest) is not None
    monkeypatch.setattr(compiled, "FOLDING", 0)
    assert compiled.find(glossary_of_today.digest) is None


def test_overlay_extends_a_row(tmp_path):
    base = glossary.load()
    concept = next(iter(base.concepts.values()))
    write(tmp_path, f"concepts/{concept.layer}.toml", f'[{concept.id}]\nextends = true\nphrase = {{ en = "mine" }}\n')
    mine = glossary.load(tmp_path)
    assert mine[concept.id].phrase == {**concept.phrase, "en": "mine"}
    assert mine[concept.id].definition == concept.definition
    assert list(mine.concepts) == list(base.concepts)
    assert mine.digest != base.digest


def test_a_changed_overlay_is_seen_at_once(tmp_path):
    write(tmp_path, "concepts/gpt.toml", "[mine]\n")
    assert "mine" in glossary.load(tmp_path)
    write(tmp_path, "concepts/gpt.toml", "[theirs]\n")
    assert ("mine" in glossary.load(tmp_path), "theirs" in glossary.load(tmp_path)) == (False, True)


def test_the_users_own_rows_lie_over_ours(tmp_path, monkeypatch):
    monkeypatch.setenv("TEZAWARI_CONFIG", str(tmp_path / "config"))
    assert glossary.load() is glossary.load() and "mine" not in glossary.load()
    write(tmp_path, "config/glossary/concepts/gpt.toml", "[mine]\n")
    write(tmp_path, "more/concepts/gpt.toml", "[more]\n")
    monkeypatch.setenv("TEZAWARI_GLOSSARY", str(tmp_path / "more"))
    assert "mine" in glossary.load() and "more" in glossary.load()
    monkeypatch.setenv("TEZAWARI_GLOSSARY", str(tmp_path / "nowhere"))
    with pytest.raises(GlossaryFault, match="no such folder"):
        glossary.load()


def test_overlay_replaces_and_adds(tmp_path):
    below, above = tmp_path / "below", tmp_path / "above"
    write(below, "layers.toml", "[ground]\n")
    write(below, "concepts/ground.toml", '[a]\nsays = "old"\nreading = "え"\n[b]\n')
    write(above, "concepts/ground.toml", '[a]\nsays = "new"\n[c]\n')
    merged = assemble(below, above)
    assert list(merged.concepts) == ["a", "b", "c"]
    assert (merged["a"].says, merged["a"].reading) == ("new", "")


def test_a_layer_is_a_folder_or_a_file(tmp_path):
    write(tmp_path, "layers.toml", "[ground]\n[roof]\n")
    write(tmp_path, "concepts/roof/tiles.toml", "[tile]\n")
    write(tmp_path, "concepts/ground.toml", "[stone]\n")
    merged = assemble(tmp_path)
    assert [(one.id, one.layer) for one in merged.concepts.values()] == [("stone", "ground"), ("tile", "roof")]


def test_what_a_bare_row_does_not_say_follows_from_its_name(tmp_path):
    write(tmp_path, "concepts/a.toml", '[x]\ntier = "named"\nname = { en = "thing", ja = "物" }\n')
    thing = assemble(tmp_path)["x"]
    assert (thing.phrase["ja"], thing.says, thing.example) == ("物", "the thing", None)


def test_the_second_loading_reads_what_the_first_compiled(tmp_path, monkeypatch):
    monkeypatch.setenv("TEZAWARI_CACHE", str(tmp_path / "cache"))
    write(tmp_path / "rows", "layers.toml", "[b]\n[a]\n")
    write(tmp_path / "rows", "concepts/a.toml", '[x]\nname = { en = "things", ja = "物" }\n[y]\n')
    write(tmp_path / "rows", "notations/n.toml", "[[notation]]\nsymbol = '\\beta_{t}'\nconcept = 'x'\n")
    first = assemble(tmp_path / "rows")
    monkeypatch.setattr("glossary.loader.rows_of", None)
    second = assemble(tmp_path / "rows")
    for one in (first, second):
        assert (one.layers[0].id, list(one.concepts), one.names) == ("b", ["x", "y"], [("thing", "x")] * len(one.names))
        assert one["x"].name["ja"] == "物"
        assert [row.concept for row in one.by_symbol(r"\beta_{t}")] == ["x"]
    assert (second["x"], second.notations, second.digest) == (first["x"], first.notations, first.digest)
    assert [(row.kind, row.key, row.values) for row in second.rows] == [
        (row.kind, row.key, row.values) for row in first.rows
    ]


def test_only_the_newest_compiled_glossaries_are_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("TEZAWARI_CACHE", str(tmp_path / "cache"))
    for number in range(12):
        write(tmp_path / "rows", "concepts/a.toml", f"[x{number}]\n")
        assemble(tmp_path / "rows")
    assert len(list((tmp_path / "cache/glossary").iterdir())) == 8


SPOILED = ["", "nonsense", "glossary 2 {digest} 1\n[]\nconcept\tx", "glossary 2 {digest} 0\n[[]]", "\udcff"]


@pytest.mark.parametrize("content", SPOILED)
def test_a_spoiled_cache_does_no_harm(tmp_path, monkeypatch, content):
    write(tmp_path / "rows", "concepts/a.toml", '[x]\nname = { en = "thing" }\n')
    monkeypatch.setenv("TEZAWARI_CACHE", str(tmp_path / "cache"))
    digest = assemble(tmp_path / "rows").digest
    kept = tmp_path / f"cache/glossary/{digest}.rows"
    assert kept.is_file()
    kept.write_bytes(content.replace("{digest}", digest).encode("utf-8", "surrogateescape"))
    again = assemble(tmp_path / "rows")
    assert again["x"].name == {"en": "thing"}


def test_what_cannot_be_kept_is_read_again(tmp_path, monkeypatch):
    monkeypatch.setenv("TEZAWARI_CACHE", str(tmp_path / "cache"))
    write(tmp_path / "rows", "concepts/a.toml", '[x]\nday = 2020-01-01\n["y\\tz"]\n')
    assert list(assemble(tmp_path / "rows").concepts) == list(assemble(tmp_path / "rows").concepts) == ["x", "y\tz"]


def test_no_place_to_keep_anything(tmp_path, monkeypatch):
    write(tmp_path / "rows", "concepts/a.toml", "[x]\n")
    write(tmp_path, "file", "")
    monkeypatch.setenv("TEZAWARI_CACHE", str(tmp_path / "file"))
    assert list(assemble(tmp_path / "rows").concepts) == ["x"]


def test_notations_are_known_by_symbol_and_concept(tmp_path):
    below, above = tmp_path / "below", tmp_path / "above"
    rows = "[[notation]]\nsymbol = 'x'\nconcept = \"a\"\nconfidence = {}\n"
    write(
        below, "notations/n.toml", rows.format(0.4) + rows.format(0.5) + "[[notation]]\nbase = 'y'\nconcept = \"a\"\n"
    )
    assert len(assemble(below, tmp_path).by_symbol("x")) == 2
    write(above, "notations/n.toml", rows.format(0.9))
    merged = assemble(below, above)
    assert [row.confidence for row in merged.by_symbol("x")] == [0.9]
    assert [row.concept for row in merged.by_base("y")] == ["a"]
    assert merged.by_symbol("y") == ()


FAULTS = [
    ("concepts/a.toml", "[x\n", "valid TOML"),
    ("concepts/a.toml", "[x]\n[x]\n", "valid TOML"),
    ("concepts/a.toml", "[new]\nextends = true\n", "extends a row that does not exist"),
]


@pytest.mark.parametrize(("name", "content", "said"), FAULTS)
def test_unusable_files_raise(tmp_path, name, content, said):
    write(tmp_path, name, content)
    with pytest.raises(GlossaryFault, match=said) as raised:
        glossary.load(tmp_path)
    assert raised.value.file == name


def test_bytes_that_are_no_text_raise(tmp_path):
    (tmp_path / "layers.toml").write_bytes(b"[x]\nname = '\xff'")
    with pytest.raises(GlossaryFault, match="not UTF-8"):
        glossary.load(tmp_path)


def test_missing_folder_raises(tmp_path):
    with pytest.raises(GlossaryFault, match="no such folder"):
        glossary.load(tmp_path / "nowhere")
