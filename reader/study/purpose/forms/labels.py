"""Parts that the author has named with a brace below or above them. A remark there is no name."""

from __future__ import annotations

from reader.formula.semantics.nodes import Annotated, Group, Meaning, Operation, Product, Symbol, Total, bare
from reader.meaning.evidence.concept_names import is_nominal
from reader.meaning.prose.labels import begins_as_name
from reader.messages import Language
from reader.study.gloss import gloss
from reader.study.purpose.forms.aims import looked_for
from reader.study.purpose.forms.scene import Scene, of_left, told
from reader.study.purpose.kinds import AT_LEAST, AT_MOST, EQUAL, extremum_of, is_average
from reader.study.purpose.phrase import PurposePhrase, listing

MOST, PAIR = 5, 2  # parts
SHORTEST, MOST_WORDS = 4, 6  # letters and words of a name
SETTING = ("text", "textrm", "textnormal", "textbf", "textit", "textsf", "mathrm", "mbox", "operatorname")
WORDY = tuple(rf"\{each}{{" for each in SETTING)
LAYING_OUT = ("substack", "scriptsize", "footnotesize", "small", "tiny", "rm", "sf", "bf", "it", "sl", "em")


def labelled(scene: Scene) -> PurposePhrase | None:
    """A sum of named parts, or what one of them leaves of the other."""
    problem = extremum_of(scene.claim)
    body = bare(problem.body) if problem is not None else scene.right
    left = scene.shown(scene.left) if scene.left is not None and scene.kind == "identity" else None
    names = _names_of(body, scene) if left is not None and isinstance(body, Total) else None
    if left is not None and names is not None and isinstance(body, Total) and set(body.signs) <= {"", "+"}:
        return told("named-split", left=left, parts=listing(names))
    while is_average(body) and isinstance(body, Operation):
        body = bare(body.body)
    made = _sum_of(body, scene)
    if made is None:
        return None
    return of_left(scene, made) if problem is None else looked_for(problem, made, scene)


def bounded(scene: Scene) -> PurposePhrase | None:
    """A bound by named parts."""
    total = scene.last
    signs = set(scene.claim.signs) - EQUAL
    row = "named-at-most" if signs and signs <= AT_MOST else "named-at-least" if signs and signs <= AT_LEAST else ""
    names = _names_of(total, scene) if isinstance(total, Total) and set(total.signs) <= {"", "+"} else None
    left = scene.part(scene.left)
    return told(row, left=left, parts=listing(names)) if names and left and row else None


def _sum_of(body: Meaning, scene: Scene) -> PurposePhrase | None:
    names = _names_of(body, scene) if isinstance(body, Total) else None
    if not isinstance(body, Total):
        return None
    if names is None:
        return _added_to(body, scene)
    if set(body.signs) <= {"", "+"}:
        return told("named-sum", parts=listing(names))
    is_less = body.signs[0] in ("", "+") and body.signs[1:] == ("-",)
    return told("named-less", first=names[0], second=names[1]) if is_less else None


def _added_to(body: Total, scene: Scene) -> PurposePhrase | None:
    """``\\underbrace{a}_{...} + \\lambda b``: what is added to a named part."""
    if len(body.terms) != PAIR or set(body.signs) - {"", "+"}:
        return None
    first, scaled = _name_of(body.terms[0], scene), bare(body.terms[1])
    weight = bare(scaled.factors[0]) if isinstance(scaled, Product) and len(scaled.factors) == PAIR else None
    if first is None or not isinstance(weight, Symbol) or weight.bold or not isinstance(scaled, Product):
        return None
    second = scene.part(scaled.factors[1])
    size = scene.part(weight)
    return told("named-plus", first=first, second=second, weight=size) if second and size else None


def _names_of(total: Total, scene: Scene) -> list[PurposePhrase] | None:
    """What all terms are called; None where one has no name, or two have the same."""
    found = [_name_of(each, scene) for each in total.terms]
    names = [each for each in found if each is not None]
    if not 2 <= len(found) <= MOST or len(names) < len(found) or len({each.text["en"] for each in names}) < len(names):
        return None
    return names


def _name_of(term: Meaning, scene: Scene) -> PurposePhrase | None:
    """The words of a brace round all of a term, or round all behind its weight."""
    part = _open(term)
    part = _open(part.factors[-1]) if isinstance(part, Product) and len(part.factors) == 2 else part
    label = (part.below or part.above) if isinstance(part, Annotated) else None
    if label is None:
        return None
    return called(
        _words(scene.statement.study.trees.said(scene.statement.equation).latex[label.start : label.end]), scene
    )


def called(words: str, scene: Scene) -> PurposePhrase | None:
    """The author's name in quotes; None where the words are a remark."""
    is_titled = len(words.split()) > 1 and all(word[:1].isupper() for word in words.split())
    if not words or not (is_titled or begins_as_name(words)) or not is_nominal(words):
        return None
    found = gloss(words, "paper", (), scene.statement.study.glossary)
    is_whole = found is not None and found.origin != "author" and not any(map(str.islower, found.ja))
    japanese = found.ja if found is not None and is_whole else words
    text: dict[Language, str] = {"en": f"“{words}”", "ja": f"「{japanese}」"}
    names = frozenset((text["en"],))  # in quotes, as no row of a table is
    return PurposePhrase(text, names, names=names)


def _open(part: Meaning) -> Meaning:
    """Without brackets, but with its brace."""
    while isinstance(part, Group):
        part = part.body
    return part


def _first_words(latex: str) -> str:
    """Without the letter behind the words: ``\\text{drift } (d)``."""
    end = latex.find("}") + 1
    begins = any(latex.startswith(rf"\{each}{{") for each in SETTING)
    return (
        latex[:end]
        if begins and latex.count("{", 0, end) == 1 and not any(map(latex[end:].__contains__, WORDY))
        else latex
    )


def _words(latex: str) -> str:
    """Plain words of a label; "" where it holds a formula, or no word that tells anything."""
    if not any(rf"\{each}{{" in latex for each in SETTING):
        return ""
    plain = _first_words(latex).replace("\\\\", " ")
    for command in (*SETTING, *LAYING_OUT):
        plain = plain.replace(rf"\{command}{{", " ").replace(rf"\{command} ", " ")
    words = plain.replace("{", " ").replace("}", " ").split()
    is_plain = all(word.replace("-", "").replace("'", "").isalpha() for word in words)
    is_telling = any(len(word) >= SHORTEST for word in words)
    return " ".join(words) if is_plain and is_telling and len(words) <= MOST_WORDS else ""
