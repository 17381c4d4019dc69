"""An English noun phrase in Japanese, or not at all: "learning rate at step $t$" -> 「ステップ $t$ での学習率」.

Japanese mirrors English: what stands behind an English noun stands before a Japanese one. So the phrase is cut at its
prepositions and participles, each stretch is put into Japanese by itself, and the stretches are joined from the last to
the first. A phrase with a word that the lexicon does not know, or of another form, is left alone: nothing is half
translated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from glossary import Glossary
from glossary.naming import fold_word
from reader.limits.memory import cached_for_a_paper
from reader.study.gloss_words import JOINED, Unit, Untranslatable, units_of
from reader.study.lexicon import lexicon

_RELATION = re.compile(r"[=<>]|\\(?:in|le|leq|ge|geq|neq|subset|subseteq|sim)(?![A-Za-z])")
_ENDS_IN_LATIN, _STARTS_IN_LATIN = re.compile(r"[A-Za-z0-9$.}\])]$"), re.compile(r"[A-Za-z0-9$\\(\[]")
_PARTICLE = re.compile(r"[のな]$")
_INFLECTED = re.compile(r"[のないたるくにへもう]$")
_VERBAL = re.compile(r"[たるい]$")
_KANA = re.compile("[\u3041-\u3096]")  # a word with one is not written together with a noun: 「報酬の食い違い」
TOGETHER = 7  # characters of two nouns that are written as one word
AMONG_ADJECTIVES = {"and": "かつ", "or": "または", "&": "かつ"}
WHOLE = frozenset({"entire", "whole"})  # what is said behind the noun
OF_A_KIND = "版"  # 「ノイズを加えた版」 of something is that thing, ノイズを加えた
COUNTED = "個の"
NUMERALS = {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9"}


@cached_for_a_paper(8192)
def in_japanese(phrase: str, glossary: Glossary | None = None) -> str:
    """The phrase in Japanese, formulas kept between their dollars. Raises :class:`Untranslatable`."""
    units = list(units_of(phrase, lexicon(glossary)))
    if not any(unit.kind == "noun" for unit in units):
        raise Untranslatable("")
    stretches, relators = _cut(units)
    pieces = [_stretch(stretch) for stretch in stretches]
    if any(_has_join(stretch) for stretch in stretches[1:-1]) and not _is_between(relators):
        raise Untranslatable("")
    return _mirrored(pieces, relators)


def _cut(units: Sequence[Unit]) -> tuple[list[list[Unit]], list[Unit]]:
    """Stretches of nouns, and what stands between them."""
    stretches: list[list[Unit]] = [[]]
    relators: list[Unit] = []
    for unit in units:
        if unit.kind != "relator":
            stretches[-1].append(unit)
            continue
        if not stretches[-1]:
            raise Untranslatable("")
        relators.append(_special(stretches[-1][-1], unit))
        stretches.append([])
    if not stretches[-1]:
        raise Untranslatable("")
    return stretches, relators


def _special(noun: Unit, relator: Unit) -> Unit:
    """What the preposition says behind this very noun: "sum over"."""
    entry = lexicon()[fold_word(noun.english) + relator.english.replace(" ", "")].get("special")
    if entry is None or noun.kind != "noun":
        return relator
    if not entry.japanese:
        raise Untranslatable("")
    return replace(relator, japanese=entry.japanese)


def _has_join(stretch: Sequence[Unit]) -> bool:
    return any(unit.kind == "join" for unit in stretch)


def _is_between(relators: Sequence[Unit]) -> bool:
    return any(unit.english == "between" for unit in relators)


def _mirrored(pieces: Sequence[str], relators: Sequence[Unit]) -> str:
    kind = pieces[0].removesuffix(OF_A_KIND)
    if len(pieces) == 2 and relators[0].english == "of" and kind != pieces[0] and _INFLECTED.search(kind):
        return _joined(kind, pieces[1])
    result, at = "", len(relators) - 1
    while at >= 0:
        piece, relator = pieces[at + 1], relators[at]
        if relator.english == "to" and at and relators[at - 1].english == "from":
            start = _joined(pieces[at], "から")
            result, at = _joined(result, _joined(_joined(start, piece), relator.japanese)), at - 1
        elif relator.english in ("of", "in") and _RELATION.search(piece) and piece.startswith("$"):
            raise Untranslatable("")
        else:
            result = _joined(result, _joined(piece, _after(relator, piece)))
        at -= 1
    return _joined(result, pieces[0])


def _after(relator: Unit, piece: str) -> str:
    """A condition is met, and a place given by a formula alone takes a plain の: "point in $S$"."""
    if relator.english == "with" and piece.startswith("$") and _RELATION.search(piece):
        return "を満たす"
    alone = piece.startswith("$") and piece.endswith("$")
    if relator.japanese == "上の" and piece.endswith("全体"):
        return "の"
    return "の" if relator.japanese == "における" and alone else relator.japanese


def _stretch(units: Sequence[Unit]) -> str:
    """Nouns with what stands before them, one after another, joined by "and", "or" and commas."""
    parts: list[list[Unit]] = [[]]
    join = ""
    for unit in units:
        if unit.kind not in ("join", "comma"):
            parts[-1].append(unit)
            continue
        join = unit.english or join
        if parts[-1]:
            parts.append([])
        elif unit.kind == "comma" or unit is units[0]:
            raise Untranslatable("")
    if not parts[-1] or (len(parts) > 1 and not join):
        raise Untranslatable("")
    return _coordinated(parts, join) if len(parts) > 1 else _noun(parts[0])


def _coordinated(parts: Sequence[Sequence[Unit]], join: str) -> str:
    """A list of nouns, or adjectives before one noun. Formulas and nouns do not mix: "values in $S$ and weights"."""
    *before, final = parts
    if all(unit.kind == "adjective" for part in before for unit in part):
        if any(_VERBAL.search(part[-1].japanese) for part in before):
            raise Untranslatable("")  # "learned and fixed weights"
        stems = (_PARTICLE.sub("", "".join(unit.japanese for unit in part)) for part in before)
        said = JOINED[join] if final[-1].plural else AMONG_ADJECTIVES[join]  # of many things each has one
        return _joined(_joined(said.join(stems), said), _noun(final))
    bare = {not any(unit.kind == "noun" for unit in part) and part[-1].kind == "math" for part in parts}
    if len(bare) > 1:
        raise Untranslatable("")
    nouns = [_noun(part) for part in parts]
    if len(nouns) == 2:
        return _joined(_joined(nouns[0], JOINED[join]), nouns[1])
    return "、".join(nouns[:-1]) + "、" + (_joined(JOINED[join], nouns[-1]) if join == "or" else nouns[-1])


def _noun(units: Sequence[Unit]) -> str:
    """One noun with its determiners, numbers, adjectives and nouns before it, and a formula behind it."""
    if units[-1].kind not in ("noun", "name", "math", "number"):
        raise Untranslatable("")
    said, before = "", None
    behind = "全体" * any(unit.english in WHOLE for unit in units[:-1])
    for place, unit in enumerate(units):
        if unit.english in WHOLE and unit is not units[-1]:
            continue  # 「系列全体」
        _refuse(before, unit)
        piece = unit.japanese
        if unit.kind == "determiner" and units[place + 1].kind == "suffix":
            piece = NUMERALS.get(unit.english, piece)
        link = _link(before, unit, any(one.plural for one in units[place:]))
        if piece:
            said = f"{said}-{piece}" if link == "-" else _joined(_joined(said, link), piece)
        said += "の" if unit.kind == "possessor" else ""
        before = unit
    return _joined(said, behind)


def _refuse(before: Unit | None, unit: Unit) -> None:
    """Neighbours of which Japanese cannot say so shortly what belongs to what."""
    if before is None:
        return
    determined = unit.kind == "determiner" and before.kind != "determiner"
    numbered = unit.kind in ("math", "number") and before.kind in ("math", "number")
    compound = unit.tied and unit.kind == "noun" and before.kind == "adjective"  # "low-probability region"
    if determined or numbered or compound:
        raise Untranslatable("")


def _link(before: Unit | None, unit: Unit, plural: bool) -> str:
    """What stands between two words of a stretch: nothing, の, a hyphen, or the counter behind a number of things."""
    if before is None or unit.kind == "suffix":
        return ""
    if before.kind in ("adjective", "adverb", "determiner", "possessor", "suffix"):
        return ""
    if before.kind in ("math", "number"):
        return "-" if unit.tied else COUNTED if plural and unit.kind in ("noun", "adjective") else ""
    if unit.kind in ("math", "number"):
        return ""
    if unit.kind in ("adjective", "adverb"):
        return "の" if _INFLECTED.search(unit.japanese) else ""
    if "name" in (before.kind, unit.kind):
        return "-" if unit.tied and before.kind == unit.kind else ""
    is_long = len(before.japanese) + len(unit.japanese) > TOGETHER
    return "の" if is_long or _KANA.search(before.japanese + unit.japanese) else ""


def _joined(left: str, right: str) -> str:
    """Latin letters and formulas stand apart from Japanese."""
    latin = _ENDS_IN_LATIN.search(left) or _STARTS_IN_LATIN.match(right)
    return f"{left} {right}" if left and right and latin and not left.endswith(("、", "-")) else left + right
