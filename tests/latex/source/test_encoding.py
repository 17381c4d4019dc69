from __future__ import annotations

import codecs

import pytest

from reader.latex.source.bundle import load
from reader.latex.source.encoding import DECLARED, declared_encodings, decode

GERMAN, JAPANESE, CHINESE = "für Räume", "線形代数と確率の基礎", "线性代数与概率论基础"


def inputenc(name: str) -> str:
    return f"\\usepackage[{name}]{{inputenc}}\n"


@pytest.mark.parametrize(
    ("text", "written_in", "encoding"),
    [
        ("plain", "ascii", "utf-8"),
        (GERMAN, "utf-8", "utf-8"),
        (GERMAN, "utf-8-sig", "utf-8-sig"),
        (GERMAN, "utf-16", "utf-16"),
        (JAPANESE, "iso2022_jp", "iso2022_jp"),
        (inputenc("latin1") + GERMAN, "latin-1", "cp1252"),
        (inputenc("latin2") + "Łódź", "iso8859_2", "iso8859_2"),
        (inputenc("latin9") + "3 €", "iso8859_15", "iso8859_15"),
        (inputenc("applemac") + GERMAN, "mac_roman", "mac_roman"),
        ("% -*- coding: euc-jp -*-\n" + JAPANESE, "euc_jp", "euc_jp"),
        ("\\documentclass{jsarticle}\n" + JAPANESE, "euc_jp", "euc_jp"),
        ("\\documentclass[a4j]{jarticle}\n" + JAPANESE, "cp932", "cp932"),
        ("\\begin{CJK}{GBK}{song}" + CHINESE, "gbk", "gb18030"),
        ("\\begin{CJK*}{Bg5}{bsmi}線性代數", "big5", "big5hkscs"),
        ("\\usepackage[russian]{babel} Привет", "cp1251", "cp1251"),
    ],
)
def test_the_encoding_is_found(text: str, written_in: str, encoding: str) -> None:
    decoded = decode(text.encode(written_in))
    assert (decoded.text, decoded.encoding, decoded.guessed) == (text, encoding, False)


def test_a_commented_declaration_does_not_count() -> None:
    assert declared_encodings(b"%" + inputenc("koi8-r").encode() + inputenc("latin1").encode()) == ("cp1252",)


@pytest.mark.parametrize("codec", sorted(set(DECLARED.values())))
def test_every_codec_of_the_table_exists(codec: str) -> None:
    assert codecs.lookup(codec)


def test_undeclared_bytes_are_guessed_and_never_fail() -> None:
    assert decode(GERMAN.encode("latin-1")) == (GERMAN, "cp1252", True)
    mostly = (GERMAN * 50).encode() + b"\xe9"
    assert decode(mostly) == (GERMAN * 50 + "\ufffd", "utf-8", True)
    assert decode(bytes(range(128, 256)) * 3).guessed


def test_the_preamble_declares_for_the_whole_paper(tmp_path) -> None:  # type: ignore[no-untyped-def]
    main = "\\documentclass{article}\n" + inputenc("latin9") + "\\begin{document}\\input{a}\\end{document}"
    (tmp_path / "main.tex").write_text(main, encoding="utf-8")
    (tmp_path / "a.tex").write_bytes("Œuvre 5 €".encode("iso8859_15"))
    bundle = load(tmp_path)
    assert (bundle.files["a.tex"].text, bundle.files["a.tex"].encoding) == ("Œuvre 5 €", "iso8859_15")
    assert bundle.problems == ()
