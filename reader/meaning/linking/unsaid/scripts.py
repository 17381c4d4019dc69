"""What a letter is that stands below others only: what tells them apart, or their parameters."""

from __future__ import annotations

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.reasons import reason
from reader.meaning.evidence.spelling import take_apart
from reader.meaning.linking.features import words_of
from reader.meaning.linking.structure import is_initial
from reader.meaning.linking.unsaid.entries import Said
from reader.model.symbols import Symbol

PARAMETERS = frozenset((r"\theta", r"\phi", r"\varphi", r"\psi", r"\vartheta", r"\omega"))
LEARNED = frozenset((
    "model", "network", "policy", "encoder", "decoder", "predictor", "generator", "discriminator", "critic", "actor",
    "classifier", "mapping", "map", "function", "transformer", "denoiser", "estimator", "approximator",
))  # fmt: skip


def label(symbol: Symbol, said: Said, evidence: LinkingEvidence) -> str:
    """What a letter that only tells names apart stands for, where words for such a name begin with it."""
    if symbol.latex not in evidence.labels and not is_initial(symbol, "", symbol.occurrences, evidence):
        return ""
    letter = symbol.latex.removeprefix(r"\mathrm{").rstrip("}").lower()
    for name, words in said.items():
        parts, one = take_apart(name), words_of(words)
        if symbol.latex in (parts.sub, parts.sup) and any(word.startswith(letter) for word in (*one.telling, one.head)):
            return reason("meaning-label-of", text=f"${name}$, the {words}")["en"]
    return ""


def parameters(symbol: Symbol, said: Said) -> str:
    """ "parameters of the policy" for the letter below a policy: ``\\pi_\\theta``."""
    if symbol.latex not in PARAMETERS:
        return ""
    hosts = {words for name, words in said.items() if take_apart(name).sub == symbol.latex}
    learned = sorted(words for words in hosts if words_of(words).head in LEARNED and len(words.split()) < 6)
    is_one = len({words_of(one).head for one in learned}) == 1
    return f"parameters of the {learned[0]}" if is_one else ""
