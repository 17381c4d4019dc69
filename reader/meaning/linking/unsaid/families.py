"""Members of a family of names of which the author explains one: ``F_{Q}`` where ``F_{P}`` is a tail function."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from reader.formula.syntax.canonical import closing
from reader.formula.syntax.tables.name_rows import INDEX_LETTERS
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.spelling import is_letter, names_norm, take_apart
from reader.meaning.linking.features import words_of
from reader.meaning.linking.unsaid.entries import SET, Said
from reader.meaning.linking.unsaid.sides import Sides, listed
from reader.meaning.prose.members import element_of, one_of_many
from reader.model.symbols import Symbol

MOST_APART = 2  # indices by which two names of a family differ
MOST = 60  # names of one letter that are looked at
RUNNING = INDEX_LETTERS | {"t", r"\tau", "l", "h", "s"}  # letters that run through a family
MOMENTS = frozenset(
    ("t", r"\tau", "s")
)  # of these a number is as often a name: the decay ``\beta_1`` is no ``\beta_t``
FEW = 4  # things of which one letter is any
COUNTED = frozenset(("index", "count", "number"))  # kinds of what counts: of steps ``x_T`` and ``x_s`` one is special
WHOLES = frozenset(("set", "sum", "union", "product", "collection", "family", "sequence", "list", "tuple"))


@dataclass(frozen=True)
class Families:
    """The names that have words, by letter and by what stands above it."""

    said: Said
    sides: Sides
    evidence: LinkingEvidence

    def member(self, symbol: Symbol) -> str:
        """What a name is by another one of its family, with what stands in the place of the letter that runs."""
        own = Indexed.of("" if names_norm(symbol.latex) else symbol.latex)
        kin = tuple(islice(self._named.get(own.kin, ()), MOST)) if own.indices else ()
        if len({words_of(_of_one(self.said[name])).head for name in kin}) != 1:
            return ""
        letters = _letters(kin)
        for name in kin:
            other = Indexed.of(name)
            apart = [at for at, index in enumerate(own.indices) if index != other.indices[at]]
            words = _of_one(self.said[name])
            if not words or not 0 < len(apart) <= MOST_APART:
                continue
            if not self.evidence.order.share_section(name, symbol.latex):
                continue
            pairs = [(own.indices[at], other.indices[at]) for at in apart]
            places = zip(apart, pairs, strict=True)
            if all(self._may_stand(own, at, *pair, words) or _is_any(pair[0], letters[at]) for at, pair in places):
                return f"{words}, with {' and '.join(f'${index}$ for ${letter}$' for index, letter in pairs)}"
        return ""

    def _may_stand(self, own: Indexed, at: int, index: str, letter: str, words: str) -> bool:
        """Whether an index may stand for a letter at a place of a name; one that stands above alone is a power."""
        is_exponent = at >= own.below and not own.is_bracketed and not _is_step(index, letter)
        return not is_exponent and self._is_one(index, letter, words)

    def choice(self, symbol: Symbol) -> str:
        """What a letter is that is one of a few things which have words: ``M`` of ``M \\in \\{A, B\\}``."""
        for side in self.sides.get(symbol.latex, ()):
            bracket, names = listed(side)
            words = [self.said[name] for name in names if name in self.said]
            if bracket == SET and 1 < len(names) <= FEW and len(set(words)) == len(names):
                return " or ".join(words)
        return ""

    @cached_property
    def _named(self) -> Mapping[tuple[object, ...], Sequence[str]]:
        """The names that have words, by what all of a family share."""
        found: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for name in self.said:
            found[Indexed.of(name).kin].append(name)
        return found

    def _is_one(self, piece: str, letter: str, words: str) -> bool:
        """Whether what stands in a letter's place is one of the things through which the letter runs."""
        if letter in RUNNING:
            return self._runs_to(piece, letter, words) or (piece in INDEX_LETTERS and f"${letter}$" in words)
        return piece in self._members(letter) or self._are_alike(piece, letter, words)

    def _runs_to(self, piece: str, letter: str, words: str) -> bool:
        is_number = piece.isdigit() and piece != "0"
        if is_number:
            return letter not in MOMENTS or f"${letter}$" in words
        is_last = len(piece) == 1 and piece.isupper() and piece in self.evidence.scripts.lengths
        return is_last or _is_step(piece, letter)

    def _members(self, letter: str) -> Iterator[str]:
        for side in self.sides.get(letter, ()):
            bracket, names = listed(side)
            yield from names if bracket == SET else ()

    def _are_alike(self, piece: str, letter: str, words: str) -> bool:
        """Whether both are things of one kind, and the words are not about the one: the "load of the mast" ``l_m``
        says nothing of the ``l_s`` of a sail."""
        if not (is_letter(letter) and letter in self.said):
            return False
        one, other = words_of(self.said[letter]), words_of(self.said.get(piece, ""))
        own = words_of(words).telling & one.telling
        return bool(one.head) and one.head == other.head and one.kind not in COUNTED and own <= other.telling


@dataclass(frozen=True)
class Indexed:
    """A name as its indices, of which the first ``below`` stand there, and what it shares with its family."""

    kin: tuple[object, ...]
    indices: tuple[str, ...]
    below: int
    is_bracketed: bool

    @classmethod
    def of(cls, latex: str) -> Indexed:
        parts = take_apart(latex)
        is_bracketed = parts.sup.startswith("(") and parts.sup.endswith(")")
        below, above = pieces_of(parts.sub), pieces_of(parts.sup[1:-1] if is_bracketed else parts.sup)
        kin = (parts.base, parts.primes, len(below) or parts.sub, len(above) or parts.sup, is_bracketed)
        return cls(kin, below + above, len(below), is_bracketed)


def _letters(kin: Sequence[str]) -> Sequence[frozenset[str]]:
    """The letters of indices that names of one family bear, by place."""
    return [
        INDEX_LETTERS.intersection(pieces) for pieces in zip(*(Indexed.of(name).indices for name in kin), strict=True)
    ]


def _is_any(index: str, letters: frozenset[str]) -> bool:
    """Whether two names that are called alike bear two letters of indices at a place, where this one bears a third:
    beside the towns ``x_i`` and ``x_j`` the ``x_k``."""
    return index in INDEX_LETTERS and len(letters) > 1


def _is_step(index: str, letter: str) -> bool:
    return index.startswith(letter) and index[len(letter) :][:1] in ("+", "-")


def _of_one(words: str) -> str:
    """What one of many is, "" where the words are about all of them."""
    one = element_of(words)
    words = one_of_many(words) if one is None else one
    return "" if words_of(words).head in WHOLES else words


def pieces_of(sub: str) -> tuple[str, ...]:
    """The indices below a letter; none of them where something else stands there."""
    pieces: list[str] = []
    at = 0
    while at < len(sub):
        name = _name(sub, at)
        if name == at:
            return ()
        end = _shifted(sub, name)
        pieces.append(sub[at:end])
        at = end + (sub[end : end + 1] in (",", " "))
    return tuple(pieces)


def _name(sub: str, at: int) -> int:
    """Where a number, or a letter with its own index, ends that begins at an offset; the offset where none does."""
    end = at
    if sub[at : at + 1].isdigit():
        while sub[end : end + 1].isdigit():
            end += 1
        return end
    end += sub[at : at + 1] == "\\"
    if not sub[end : end + 1].isalpha():
        return at
    end += 1
    while sub[at] == "\\" and sub[end : end + 1].isalpha():
        end += 1
    end += sub[end : end + 1] == "'"
    return closing(sub, end + 1) + 1 if sub.startswith("_{", end) else end


def _shifted(sub: str, end: int) -> int:
    """Where an index ends that a number, or a small step, is added to."""
    if sub[end : end + 1] not in ("+", "-"):
        return end
    step = _name(sub, end + 1)
    return _name(sub, step + 1) if sub[step : step + 1] == " " else step
