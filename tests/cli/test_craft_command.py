"""``tezawari craft``: recipes, heaps of papers' formulas, the shelf, and one sentence where there is none."""

from pathlib import Path

import pytest

from reader.cli import main
from reader.user.profile import load_profile


@pytest.fixture(autouse=True)
def own_profile(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("reader.user.profile.config_folder", lambda: tmp_path)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["craft", *arguments]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_a_recipe_goes_step_by_step(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "scaled-dot-product-attention")
    steps = ["1. transpose", "2. multiply", "3. square root", "4. divide", "5. softmax", "6. multiply"]
    places = [out.index(step) for step in steps]
    assert places == sorted(places)
    assert "You have built: attention scores!" in out and "3 × 2 [[" in out and "Q queries" in out


def test_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "DPO の損失", "--lang", "ja")
    assert "使うもの" in out and "対数尤度比" in out and "シグモイド" in out


def test_a_papers_formula(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "example", "--equation", "2")
    assert "K key" in out and "You have built: attention weights!" in out


def test_what_cannot_run_is_built_without_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "gaussian-integral")
    assert "built without numbers" in out


def test_a_piece_goes_where_its_sort_is_taken(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ("scaled-dot-product-attention", "--put", "d_k", "--into")
    assert "goes into square root" in printed(capsys, *asked, "square root")
    assert main(["craft", *asked, "transpose"]) == 1
    assert capsys.readouterr().out == "This place takes a matrix; d_{k} is a number.\n"
    assert main(["craft", *asked, "転置", "--lang", "ja"]) == 1
    assert "ここに入るのは行列です。" in capsys.readouterr().out
    assert "transpose □ a matrix" in printed(capsys, "scaled-dot-product-attention")


@pytest.mark.slow
def test_the_shelf_ticks_what_is_in_hand(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["craft", "softmax", "--built"]) == 0
    assert load_profile().built == ("softmax",)
    capsys.readouterr()
    out = printed(capsys)
    assert "✓ softmax" in out and "✓ sigmoid" not in out and "infonce" not in out
    assert "infonce" in printed(capsys, "--all")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["no such block"], 1, "No block is called"),
        (["softmax", "--put", "zeta", "--into", "divide"], 1, "no such piece"),
        (["softmax", "--put", "z_i"], 2, "--into go together"),
        (["attention"], 1, "Several blocks"),
        (["gradient"], 1, "one piece"),
        (["example", "--equation", "3"], 1, "nothing is put together"),
        (["--equation", "2"], 2, "SOURCE"),
        (["softmax", "--all"], 2, "--all"),
        (["--built"], 2, "--built"),
    ],
)
def test_one_sentence_where_there_is_none(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    assert main(["craft", *arguments]) == code
    assert said in capsys.readouterr().err


def test_rows_laid_over_are_built_and_found(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "rows" / "blocks").mkdir(parents=True)
    row = "[softmax]\nextends = true\nname = { en = 'soft maximum', ja = '柔らかな最大' }\n"
    (tmp_path / "rows" / "blocks" / "mine.toml").write_text(row, encoding="utf-8")
    laid_over = ("--glossary", str(tmp_path / "rows"))
    assert "soft maximum" in printed(capsys, "softmax", *laid_over)
    assert "soft maximum" in printed(capsys, "--all", *laid_over)
    assert "soft maximum" not in printed(capsys, "softmax")
