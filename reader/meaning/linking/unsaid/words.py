"""Words for one thing made words for many."""

from __future__ import annotations

from reader.meaning.prose.members import singular
from reader.meaning.prose.words import tag_of

ENDS = ("s", "z", "ch", "sh")


def many(words: str) -> str:
    """ "states of the plant" of "state of the plant"; "" where the words have no plain head."""
    said = words.split()
    tags = ["$" if "$" in word else tag_of(word.lower()) for word in said]
    end = next((at for at, tag in enumerate(tags) if tag in "$opPBrxv" or _is_told(tags, at)), len(said))
    if not end or not said[end - 1].replace("-", "").isalpha():
        return ""
    head = said[end - 1]
    if singular(head) != head:
        return words
    if head.endswith("x"):
        head = {"vertex": "vertice", "index": "indice", "matrix": "matrice"}.get(head, f"{head}e")
    if head.endswith("y") and head[-2:-1] not in tuple("aeiou"):
        head = head[:-1] + "ies"
    else:
        head += "es" if head.endswith(ENDS) else "s"
    return " ".join((*said[: end - 1], head, *said[end:]))


def _is_told(tags: list[str], at: int) -> bool:
    """Whether a participle begins what tells more of the noun before it: "tokens included in the loss"."""
    return at > 0 and tags[at] == "e" and tags[at + 1 : at + 2] in (["o"], ["p"], ["P"], ["r"])
