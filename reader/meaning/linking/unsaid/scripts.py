"""What a script makes of a letter that has words: one step later, transposed, told apart by a label; and the label."""

from __future__ import annotations

from collections.abc import Iterator

from reader.formula.syntax.tables.name_rows import INDICES, TRANSPOSES
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.reasons import reason
from reader.meaning.evidence.spelling import Spelling, take_apart
from reader.meaning.linking.features import words_of
from reader.meaning.linking.structure import is_initial
from reader.meaning.linking.unsaid.entries import Said
from reader.meaning.linking.unsaid.words import many
from reader.meaning.prose.members import one_of_many
from reader.model.symbols import Symbol

TIMES = frozenset(("t", "k", "n", r"\tau"))  # indices that count steps
STEPS = {"-1": "one step before", "+1": "one step later"}
BEFORE = {"<": "before", r"\le": "up to", r"\leq": "up to", ">": "after"}
PARAMETERS = frozenset((r"\theta", r"\phi", r"\varphi", r"\psi", r"\vartheta", r"\omega"))
MOMENTS = ("t", "T", r"\tau")
PAIRS = {"w": "l", "l": "w", "c": "r", "r": "c"}  # winner and loser, chosen and rejected
LEARNED = frozenset((
    "model", "network", "policy", "encoder", "decoder", "predictor", "generator", "discriminator", "critic", "actor",
    "classifier", "mapping", "map", "function", "transformer", "denoiser", "estimator", "approximator",
))  # fmt: skip


def step(symbol: Symbol, said: Said) -> str:
    """ "state, one step before" for ``x_{t-1}`` where ``x_t`` is a state."""
    parts = take_apart(symbol.latex)
    index, shift = parts.sub[:-2], parts.sub[-2:]
    if index not in TIMES or shift not in STEPS or parts.primes:
        return ""
    words = said.get(Spelling(parts.base, index, parts.sup).latex, "")
    return f"{one_of_many(words)}, {STEPS[shift]}" if words else ""


def run(symbol: Symbol, said: Said) -> str:
    """ "tokens from $1$ to $T$" for ``w_{1:T}`` where ``w_t`` is a token, "tokens before $t$" for ``w_{<t}``."""
    parts = take_apart(symbol.latex)
    first, colon, last = parts.sub.partition(":")
    mark = next((mark for mark in BEFORE if parts.sub.startswith(mark)), "")
    end = parts.sub.removeprefix(mark).strip()
    if parts.primes or not ((colon and first and last) or (mark and end)):
        return ""
    one = next((words for name, words in said.items() if _is_member(take_apart(name), parts)), "")
    words = many(one_of_many(one)) if one else ""
    if not words:
        return ""
    return f"{words} from ${first}$ to ${last}$" if colon else f"{words} {BEFORE[mark]} ${end}$"


def _is_member(one: Spelling, run: Spelling) -> bool:
    """Whether a spelling is one of those of a run, by a letter of its own."""
    return one.base == run.base and one.sup == run.sup and one.sub in TIMES | INDICES and not one.primes


def moment(symbol: Symbol, said: Said) -> str:
    """ "weights at $T_1$" for ``w^{(T_1)}`` where ``w`` are weights: a time in brackets above only says when."""
    parts = take_apart(symbol.latex)
    inside = parts.sup[1:-1] if parts.sup.startswith("(") and parts.sup.endswith(")") else ""
    if not inside.startswith(MOMENTS) or parts.primes:
        return ""
    name = Spelling(parts.base, parts.sub).latex
    words = said.get(name, "") or said.get(f"{name}^{{(t)}}", "").partition(" at ")[0]
    return f"{words} at ${inside}$" if words else ""


def numbered(symbol: Symbol, said: Said) -> str:
    """ "generated sample, number $i$" for ``x_1^{(i)}`` where ``x_1`` is one; the bracket is no derivative."""
    parts = take_apart(symbol.latex)
    inside = parts.sup[1:-1] if parts.sup.startswith("(") and parts.sup.endswith(")") else ""
    if inside not in INDICES or parts.primes or {"applied", "defined"} & symbol.traits:
        return ""
    words = said.get(Spelling(parts.base, parts.sub).latex, "")
    is_one = (
        words and one_of_many(words) == words and words_of(words).kind not in ("count", "number", "function", "index")
    )
    return f"{words}, number ${inside}$" if is_one else ""


def another(symbol: Symbol, said: Said) -> str:
    """ "another user" for ``i'`` where ``i`` is one."""
    parts = take_apart(symbol.latex)
    words = said.get(parts.base, "")
    if not words or parts.base not in TIMES | INDICES or parts.sub or parts.sup or parts.primes != "'":
        return ""
    is_amount = words_of(words).kind in ("count", "number") or words.split()[0] in ("number", "total")
    return "" if is_amount or one_of_many(words) != words else f"another {words}"


def turned(symbol: Symbol, said: Said) -> str:
    """ "transpose of the kernel matrix" for ``K^\\top`` where ``K`` is one."""
    parts = take_apart(symbol.latex)
    if parts.sup not in TRANSPOSES or parts.primes:
        return ""
    words = said.get(Spelling(parts.base, parts.sub).latex, "")
    return f"transpose of the {words}" if words else ""


def unturned(symbol: Symbol, said: Said) -> str:
    """The words for the transpose of a letter: a row of weights is the same weights."""
    return next((said[name] for mark in sorted(TRANSPOSES) if (name := f"{symbol.latex}^{{{mark}}}") in said), "")


def label(symbol: Symbol, said: Said, evidence: LinkingEvidence) -> str:
    """What a letter that only tells names apart stands for, where words for such a name begin with it."""
    if told := one_of_pair(symbol, said, evidence):
        return told
    if symbol.latex not in evidence.labels and not is_initial(symbol, "", symbol.occurrences, evidence):
        return ""
    letter = symbol.latex.removeprefix(r"\mathrm{").rstrip("}").lower()
    for name, words in _labelled(symbol.latex, said):
        if any(word.startswith(letter) for word in (*words_of(words).telling, words_of(words).head)):
            return reason("meaning-label-of", text=f"${name}$, the {words}")["en"]
    return ""


def one_of_pair(symbol: Symbol, said: Said, evidence: LinkingEvidence) -> str:
    """What a letter stands for that tells one of two from the other, and runs over nothing: the ``w`` of a winner and
    the ``l`` of a loser."""
    other = PAIRS.get(symbol.latex, "")
    if not other or not evidence.scripts.only_in_scripts(symbol):
        return ""
    if any(evidence.place_of(use).has("bound", "ranging", "until", "member") for use in symbol.occurrences):
        return ""
    for name, words in _labelled(symbol.latex, said):
        parts = take_apart(name)
        below = other if parts.sub == symbol.latex else parts.sub
        above = other if parts.sup == symbol.latex else parts.sup
        if Spelling(parts.base, below, above).latex in evidence.spellings:
            return reason("meaning-label-of", text=f"${name}$, the {one_of_many(words)}")["en"]
    return ""


def _labelled(label: str, said: Said) -> Iterator[tuple[str, str]]:
    for name, words in said.items():
        parts = take_apart(name)
        if label in (parts.sub, parts.sup):
            yield name, words


def parameters(symbol: Symbol, said: Said) -> str:
    """ "parameters of the policy" for the letter below a policy: ``\\pi_\\theta``."""
    if symbol.latex not in PARAMETERS:
        return ""
    hosts = {words for name, words in said.items() if take_apart(name).sub == symbol.latex}
    learned = sorted(words for words in hosts if words_of(words).head in LEARNED and len(words.split()) < 6)
    is_one = len({words_of(one).head for one in learned}) == 1
    return f"parameters of the {learned[0]}" if is_one else ""
