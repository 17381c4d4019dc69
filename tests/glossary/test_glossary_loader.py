"""Loading: overlays, what is lenient, what raises, and that the whole glossary loads quickly."""

import time

import pytest

import glossary
from glossary.errors import GlossaryFault
from glossary.loader import assemble


def write(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def test_loaded_once():
    assert glossary.load() is glossary.load()


def test_loading_is_quick():
    from importlib import resources

    start = time.process_time()
    assemble(resources.files("glossary"))
    assert time.process_time() - start < 0.5  # a tenth of that on an idle machine


def test_overlay_extends_a_row(tmp_path):
    base = glossary.load()
    concept = next(iter(base.concepts.values()))
    write(tmp_path, f"concepts/{concept.layer}.toml", f'[{concept.id}]\nextends = true\nphrase = {{ en = "mine" }}\n')
    mine = glossary.load(tmp_path)
    assert mine[concept.id].phrase == {**concept.phrase, "en": "mine"}
    assert mine[concept.id].definition == concept.definition
    assert list(mine.concepts) == list(base.concepts)
    assert mine.digest != base.digest


def test_overlay_replaces_and_adds(tmp_path):
    below, above = tmp_path / "below", tmp_path / "above"
    write(below, "layers.toml", "[ground]\n")
    write(below, "concepts/ground.toml", '[a]\nsays = "old"\nreading = "え"\n[b]\n')
    write(above, "concepts/ground.toml", '[a]\nsays = "new"\n[c]\n')
    merged = assemble(below, above)
    assert list(merged.concepts) == ["a", "b", "c"]
    assert (merged["a"].says, merged["a"].reading) == ("new", "")


def test_notations_are_known_by_symbol_and_concept(tmp_path):
    below, above = tmp_path / "below", tmp_path / "above"
    rows = "[[notation]]\nsymbol = 'x'\nconcept = \"a\"\nconfidence = {}\n"
    write(
        below, "notations/n.toml", rows.format(0.4) + rows.format(0.5) + "[[notation]]\nbase = 'y'\nconcept = \"a\"\n"
    )
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
