"""What a script makes of a letter that has words: one step later, transposed, told apart by a label; and the label."""

from __future__ import annotations

from collections.abc import Iterator

from reader.formula.syntax.tables.name_rows import TRANSPOSES
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.reasons import reason
from reader.meaning.evidence.spelling import take_apart
from reader.meaning.linking.features import words_of
from reader.meaning.linking.unsaid.entries import Said
from reader.model.symbols import Symbol

TIMES = frozenset(("t", "k", "n", r"\tau"))  # indices that count steps
STEPS = {"-1": "one step before", "+1": "one step later"}
PARAMETERS = frozenset((r"\theta", r"\phi", r"\varphi", r"\psi", r"\vartheta", r"\omega"))
LEARNED = frozenset((
    "model", "network", "policy", "encoder", "decoder", "predictor", "generator", "discriminator", "critic", "actor",
    "classifier", "mapping", "map", "function", "predictor", "transformer", "denoiser", "estimator", "approximator",
))  # fmt: skip


def step(symbol: Symbol, said: Said) -> str:
    """ "state, one step before" for ``x_{t-1}`` where ``x_t`` is a state."""
    parts = take_apart(symbol.latex)
    index, shift = parts.sub[:-2], parts.sub[-2:]
    if index not in TIMES or shift not in STEPS or parts.primes:
        return ""
    above = f"^{{{parts.sup}}}" if parts.sup else ""
    words = said.get(f"{parts.base}_{{{index}}}{above}", "")
    return f"{words}, {STEPS[shift]}" if words else ""


def turned(symbol: Symbol, said: Said) -> str:
    """ "transpose of the kernel matrix" for ``K^\\top`` where ``K`` is one."""
    parts = take_apart(symbol.latex)
    if parts.sup not in TRANSPOSES or parts.primes:
        return ""
    words = said.get(f"{parts.base}_{{{parts.sub}}}" if parts.sub else parts.base, "")
    return f"transpose of the {words}" if words else ""


def unturned(symbol: Symbol, said: Said) -> str:
    """The words for the transpose of a letter: a row of weights is the same weights."""
    return next((said[name] for mark in sorted(TRANSPOSES) if (name := f"{symbol.latex}^{{{mark}}}") in said), "")


def label(symbol: Symbol, said: Said, evidence: LinkingEvidence) -> str:
    """What a letter that only tells names apart stands for, where words for such a name begin with it."""
    if symbol.latex not in evidence.labels:
        return ""
    letter = symbol.latex.removeprefix(r"\mathrm{").rstrip("}").lower()
    for name, words in _labelled(symbol.latex, said):
        if any(word.startswith(letter) for word in (*words_of(words).telling, words_of(words).head)):
            return f"label of ${name}$, the {words}"
    return reason("meaning-label")["en"]


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
    return f"parameters of the {learned[0]}" if len(learned) == 1 or len({words_of(one).head for one in learned}) == 1 else ""
