"""What the command line cannot do: one sentence on standard error, in both languages, and an exit code."""

from pathlib import Path

import pytest

from reader.cli import main

KAPPA = r"\kappa"
# arguments with {files} for the folder of the test, its exit code, and what the sentence says in both languages
REFUSALS = [
    (["run", "example", "--equation", "2", "--set", "d_k=nan"], 2, "d_k=nan"),
    (["run", "example", "--equation", "2", "--set", "d_k=inf"], 2, "d_k=inf"),
    (["run", "example", "--equation", "8", "--set", "tau=-inf"], 2, "tau=-inf"),
    (["run", "nowhere.tex", "--equation", "2"], 1, "nowhere.tex"),
    (["annotate", "example", "--main", "nope.tex"], 1, "nope.tex"),
    (["show", "example", "--main", "nope.tex"], 1, "nope.tex"),
    (["annotate", "example", "--with", ""], 2, "--with"),
    (["annotate", "example", "--format", "html", "--with", "steps"], 2, "JSON"),
    (["annotate", "example", "--format", ""], 2, "--format"),
    (["correct", "example", KAPPA, "--meaning", "   "], 2, "--meaning"),
    (["correct", "example", KAPPA, "--meaning", "a", "--remove"], 2, "--remove"),
    (["correct", "example", "--meaning", "a"], 2, ""),
    (["correct", "example", "--concept", "softmax"], 2, ""),
    (["correct", "example", "--equation", "2"], 2, ""),
    (["correct", "example", "--remove"], 2, ""),
    (["correct", "example", KAPPA, "--meaning", "a", "--equation", "2"], 1, KAPPA),
    (["correct", "example", KAPPA, "--meaning", "a", "--equation", ""], 1, ""),
    (["blocks", "example", "--equation", "2", "--depth", "0"], 2, "--depth"),
    (["blocks", "example", "--equation", "2", "--depth", "-1"], 2, "--depth"),
    (["lines", "example", "--equation", "2", "--against", ""], 1, ""),
    (["lines", "example", "--against", "3"], 2, "--equation"),
    (["lines", "example", "--equation", "2", "--of", "example"], 2, "--against"),
    (["lines", "example", "--equation", "3", "--against", "softmax"], 1, "softmax"),
    (["core", "example", "--equation", "99"], 1, "99"),
    (["show", "example", "--as", "card"], 2, "--equation"),
    (["show", "example", "--equation", "99", "--as", "llm"], 1, "99"),
    (["show", "example", "--equation", "2", "--as", "llm", "--symbol", KAPPA], 2, "--symbol"),
    (["show", "example", "--equation", "2", "--as", "card", "--steps"], 2, "--steps"),
    (["show", "example", "--equation", "2", "-o", "{files}/card.svg"], 2, "--as"),
    (["show", "example", "--equation", "2", "--as", "card", "-o", "{files}/empty"], 1, "empty"),
    (["show", "example", "--equation", "2", "--as", "markdown", "-o", "{files}/none/card.md"], 1, "none"),
    (["blocks", "example", "--depth", "1"], 2, "--depth"),
    (["glossary", "coverage", "example", "--top", "0"], 2, "--top"),
    (["glossary", "coverage", "example", "--top", "-1"], 2, "--top"),
    (["glossary", "check", ""], 2, ""),
    (["glossary", "test", ""], 2, ""),
    (["glossary", "try", "", "example"], 2, ""),
    (["glossary", "check", "{files}/empty"], 1, "concepts/"),
    (["glossary", "test", "{files}/empty"], 1, "concepts/"),
    (["glossary", "try", "{files}/empty", "example"], 1, "concepts/"),
    (["glossary", "path"], 2, "--course"),
    (["glossary", "history", "--layer", "attic"], 2, "attic"),
    (["show", "example", "--course", ""], 2, "--course"),
    (["show", "example", "--course", "{files}/nowhere"], 2, "nowhere"),
    (["new", "example", "--course", "{files}/foreign.toml"], 2, "foreign.toml"),
    *(
        ([*command, "--corrections", f"{{files}}/{name}"], code, name)
        for command in (["annotate", "example"], ["show", "example"], ["lint", "example"], ["why", "example", KAPPA],
                        ["new", "example"], ["run", "example", "--equation", "2"])
        for name, code in (("missing.toml", 2), ("foreign.toml", 1))
    ),
    (["show", "example", "--corrections", "{files}/table.toml"], 1, "table.toml"),
    (["show", "example", "--corrections", ""], 2, ""),
    (["formula", "y = a / x", "--substitute", "x=0"], 1, "x = 0"),
    (["formula", "y = a / x", "--substitute", "x=foo"], 1, "foo"),
    (["formula", "y = a / x", "--substitute", "x=inf"], 1, "inf"),
    (["formula", "y = a x", "--derivative", "y", "--as", "torch"], 1, "y"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TEZAWARI_CORRECTIONS", str(tmp_path / "own.toml"))
    for variable in ("TEZAWARI_COURSE", "TEZAWARI_GLOSSARY"):
        monkeypatch.setenv(variable, "")  # so that what a command sets is undone
    monkeypatch.setenv("TEZAWARI_CONFIG", str(tmp_path / "config"))
    monkeypatch.delenv("TEZAWARI_GLOSSARY", raising=False)
    (tmp_path / "empty").mkdir()
    (tmp_path / "foreign.toml").write_text('[tool]\nname = "another"\n', encoding="utf-8")
    (tmp_path / "table.toml").write_text('[correction]\npaper = "a"\n', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(("arguments", "code", "said"), REFUSALS, ids=[" ".join(row[0]) for row in REFUSALS])
def test_one_sentence(
    arguments: list[str], code: int, said: str, language: str, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [each.replace("{files}", str(files)) for each in arguments]
    assert main([*given, "--lang", language]) == code
    out, err = capsys.readouterr()
    assert out == "" and len(err.splitlines()) == 1 and err.startswith("tezawari: ") and said in err
    assert err.isascii() is False or language == "en"
    assert not (files / "own.toml").exists()


@pytest.mark.parametrize("action", [["coverage"], ["try", "{files}/rows"]], ids=" ".join)
def test_a_source_that_failed_is_in_the_exit_code(
    action: list[str], files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "rows" / "concepts").mkdir(parents=True)
    row = '[softmax]\nextends = true\nused_in = { en = "choices", ja = "選択" }\n'
    (files / "rows" / "concepts" / "statistics.toml").write_text(row, encoding="utf-8")
    assert main(["glossary", *(each.replace("{files}", str(files)) for each in action), "nowhere.tex"]) == 1
    first, last = capsys.readouterr().err.splitlines()
    assert "nowhere.tex" in first and "0" in last


def test_show_has_the_formula_and_the_symbol(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "example", "--equation", "2", "--symbol", r"\beta"]) == 0
    out = capsys.readouterr().out
    assert "softmax" in out and "strength of the KL penalty" in out


@pytest.mark.parametrize(
    ("latex", "by", "head"),
    [("y = a x", "x", "dy_dx(a)"), ("f(x) = a x^2", "x", "df_dx(x, a)")],
)
def test_a_derivative_is_called_what_it_is(latex: str, by: str, head: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formula", latex, "--derivative", by, "--as", "torch"]) == 0
    assert f"def {head}:" in capsys.readouterr().out
