"""Rows written, changed and taken out: all else in the file stays byte by byte, and the whole loads afterwards."""

from __future__ import annotations

import string
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from glossary.errors import GlossaryFault
from glossary.writing import own_file, own_row, put_row, remove_row, write_block, write_concept

RICH = r"""# rows of mine

# about the first
[first]
name = { en = "first", ja = "一" } # its name
words = [
  "one", # counted
  "two",
]

# --- the second half ---

# about mine
[mine]
name = { en = "mine", ja = "私の" } # kept
patterns = ['\frac{a}{b}'] # literal
slots.z = { kind = "any" }
text = '''
[mine]
# no comment
'''
[mine.slots.a] # a sub-table
kind = "any"
# within
en = 'the \a'

[mine.slots.b]
kind = "letter"

# the last
[last]
x = 1 # untouched
"""


def blocks(folder: Path, content: str | None = None) -> Path:
    file = own_file(folder, "block", "")
    file.parent.mkdir(parents=True, exist_ok=True)
    if content is not None:
        file.write_bytes(content.encode())
    return file


def put(folder: Path, row: str, shown: str = "") -> str:
    return put_row(folder, "block", "", row, shown).read_bytes().decode()


def test_a_row_with_sub_tables_is_changed_and_the_whole_loads(tmp_path: Path) -> None:
    blocks(tmp_path, RICH)
    after = put(tmp_path, '[mine]\nname = { en = "ours", ja = "私の" }\n')
    assert after == RICH.replace('en = "mine"', 'en = "ours"')
    after = put(tmp_path, "[mine]\npatterns = ['\\beta', 'b']\nslots.b = { kind = 'any' }\n")
    rows = tomllib.loads(after)
    assert rows["mine"]["patterns"] == [r"\beta", "b"] and rows["mine"]["slots"].keys() == {"z", "a", "b"}
    assert "patterns = ['\\beta', 'b'] # literal" in after and "kind = 'any'\n" in after


@pytest.mark.parametrize("breaks", ["\n", "\r\n"])
def test_what_is_added_comes_in_the_same_hand(tmp_path: Path, breaks: str) -> None:
    blocks(tmp_path, RICH.replace("\n", breaks))
    after = put(tmp_path, "[mine]\nmatches = ['\\gamma'] # why\nslots.c = { kind = 'any' }\n")
    assert r"matches = ['\gamma'] # why" in after and tomllib.loads(after)["mine"]["slots"]["c"] == {"kind": "any"}
    for line in RICH.splitlines():
        assert f"{line}{breaks}" in after
    assert breaks == "\n" or after.count("\n") == after.count("\r\n")
    assert put(tmp_path, "[more]\nx = '\\a'\n") == f"{after}{breaks}[more]{breaks}x = '\\a'{breaks}"


def test_what_the_writer_took_out_goes_and_nothing_else(tmp_path: Path) -> None:
    blocks(tmp_path, RICH)
    shown = own_row(tmp_path, "block", "", "mine")
    assert shown.startswith("# about mine\n[mine]\n") and shown.endswith('kind = "letter"\n')
    after = put(tmp_path, "[mine]\nname = { en = 'mine', ja = '私の' }\nslots.b.kind = 'letter'\n", shown)
    assert tomllib.loads(after)["mine"] == {"name": {"en": "mine", "ja": "私の"}, "slots": {"b": {"kind": "letter"}}}
    assert after.startswith(RICH[: RICH.index("# about mine")]) and after.endswith(RICH[RICH.index("# the last") :])
    assert put(tmp_path, own_row(tmp_path, "block", "", "mine")) == after


def test_a_row_is_taken_out_with_its_sub_tables_and_its_own_comment(tmp_path: Path) -> None:
    blocks(tmp_path, RICH)
    after = remove_row(tmp_path, "block", "", "mine").read_text(encoding="utf-8")
    assert after == RICH[: RICH.index("# about mine")] + RICH[RICH.index("# the last") :]
    with pytest.raises(GlossaryFault, match="not there"):
        remove_row(tmp_path, "block", "", "mine")


STRANGE = [
    "mine.name.en = 'm' # dotted\nother.x = 1\n\n[last]\nx = 1\n",
    "mine = { name = { en = 'm' }, x = 1 } # in one line\n[last]\nx = 1\n",
    "[mine.slots.a]\nen = 'a' # first\n[last]\nx = 1\n[mine]\nname.en = 'm' # late\n[also]\ny = 2\n",
    "\ufeff# mark\n['mine']\nname = { en = 'm' }\n[last]\nx = [\n[1],\n['[mine]']]",
    "[mine] # [\nname.en = 'm'\nname.ja = 'も'\n[mine.name.more] # deep\nx = 1\n[[mine.list]]\n[[mine.list]]\nx = 1",
    "[last]\nx = '''\n[mine]\n'''\n  [mine]\n  name = { en = 'm' } # indented\n\t[mine.slots]\n\ta = { x = 1 } # tab\n",
]


@pytest.mark.parametrize("content", STRANGE)
def test_rows_written_in_strange_ways(tmp_path: Path, content: str) -> None:
    blocks(tmp_path, content)
    before = tomllib.loads(content.removeprefix("\ufeff"))
    after = put(tmp_path, "[mine]\nname = { en = 'new' }\nslots.q = { en = '\\q' }\n")
    rows = tomllib.loads(after.removeprefix("\ufeff"))
    mine = before.pop("mine")
    assert rows.pop("mine") == {
        **mine,
        "name": {**mine["name"], "en": "new"},
        "slots": {**mine.get("slots", {}), "q": {"en": r"\q"}},
    }
    assert rows == before
    assert [
        mark for mark in ("dotted", "in one line", "first", "late", "deep", "indented", "tab") if mark in content
    ] == [mark for mark in ("dotted", "in one line", "first", "late", "deep", "indented", "tab") if mark in after]


@pytest.mark.parametrize("content", ["[mine\n", "[a]\n[a]\n", "\x00"])
def test_a_file_that_is_no_toml_is_left_alone(tmp_path: Path, content: str) -> None:
    file = blocks(tmp_path, content)
    for write in (
        lambda: put(tmp_path, "[a]\nx = 1\n"),
        lambda: write_block(tmp_path, "a", {"x": 1}),
        lambda: remove_row(tmp_path, "block", "", "a"),
    ):
        with pytest.raises(GlossaryFault, match="not valid TOML"):
            write()
    assert file.read_text(encoding="utf-8") == content


def test_a_row_that_would_get_into_another_is_refused(tmp_path: Path) -> None:
    file = blocks(tmp_path, RICH)
    for row in ("x = 1", "[new]\n[mine]\n", "[[mine]]\n", "new.x = 1"):
        with pytest.raises(GlossaryFault):
            put(tmp_path, row)
    assert file.read_text(encoding="utf-8") == RICH


# --- files by chance -------------------------------------------------------------------------------------------------

NAMES = st.text(string.ascii_lowercase, min_size=1, max_size=3)
TEXTS = st.sampled_from(
    [r"'\alpha'", '"β # no"', "'''\n[mine]\n# no\n'''", '"""a\n[x]"""', "'[mine]'", "1", "true", "2.5"]
)
COMMENTS = st.sampled_from(["", " # why", "  # [mine] = 'x'"])
ABOVE = st.sampled_from(["", "# about it\n", "\n", "\n# a heading\n\n", "\n\n#[mine]\n"])
VALUES = st.one_of(
    TEXTS,
    st.builds("{{ en = {}, ja = {} }}".format, TEXTS.filter(lambda text: "\n" not in text), st.just('"あ"')),
    st.builds("[\n  {}, # first\n  [ {} ],\n]".format, TEXTS, TEXTS),
)


@st.composite
def rows(draw: Any, name: str) -> str:
    """A row with values of its own, dotted keys and sub-tables."""
    keys = draw(st.lists(NAMES, unique=True, max_size=4))
    text = f"[{name}]{draw(COMMENTS)}\n"
    for key in keys:
        dotted = draw(st.sampled_from([key, f"{key}.en", f'{key}."q r"']))
        text += f"{draw(st.sampled_from(['', '  ', '# on it' + chr(10)]))}{dotted} = {draw(VALUES)}{draw(COMMENTS)}\n"
    for key in draw(st.lists(NAMES.filter(lambda key: key not in keys), unique=True, max_size=2)):
        text += f"{draw(ABOVE)}[{name}.{key}.sub]{draw(COMMENTS)}\nx = {draw(VALUES)}{draw(COMMENTS)}\n"
    return text


@st.composite
def files(draw: Any) -> tuple[str, str, str]:
    """What stands before a row called mine, that row, and what stands after it."""
    others = [draw(ABOVE) + draw(rows(f"row-{number}")) for number in range(draw(st.integers(0, 3)))]
    split = draw(st.integers(0, len(others)))
    gap = draw(st.sampled_from(["", "\n", "\n# a heading\n\n"]))
    return "".join(others[:split]) + gap, "# mine\n" + draw(rows("mine")), "".join(others[split:])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files(), st.dictionaries(NAMES, VALUES, max_size=3))
@example(("", "# mine\n[mine]\n", ""), {})
def test_one_row_is_changed_and_the_others_stay(
    tmp_path: Path, file: tuple[str, str, str], values: dict[str, str]
) -> None:
    before, mine, after = file
    blocks(tmp_path, before + mine + after)
    said = "".join(f"{key} = {value}\n" for key, value in values.items())
    found = put(tmp_path, f"[mine]\n{said}")
    assert found.startswith(before) and found.endswith(after)
    changed = found[len(before) : len(found) - len(after)]
    old, new, wanted = (tomllib.loads(text).get("mine", {}) for text in (mine, changed, f"[mine]\n{said}"))
    for key in old.keys() | wanted.keys():
        both = isinstance(old.get(key), dict) and isinstance(wanted.get(key), dict)
        assert new[key] == ({**old[key], **wanted[key]} if both else wanted.get(key, old.get(key)))
    assert changed == mine or said
    remove_row(tmp_path, "block", "", "mine")
    assert "mine" not in tomllib.loads(own_file(tmp_path, "block", "").read_text(encoding="utf-8"))


def test_ids_and_doubles_are_refused(tmp_path: Path) -> None:
    write_concept(tmp_path, "gpt", "thing", {"tier": "named"})
    for concept in ("thing", "No Id"):
        with pytest.raises(GlossaryFault):
            write_concept(tmp_path, "gpt", concept, {})
