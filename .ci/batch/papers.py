"""Papers written by a script: as many as are asked for, of sizes like arXiv's, the same each time."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from typing import Final

TYPICAL: Final = 45_000  # characters of TeX of the middle paper
SPREAD: Final = 0.75  # of the logarithm of the size
SMALLEST, LARGEST = 2_000, 400_000

LETTERS: Final = (
    r"\alpha", r"\beta", r"\gamma", r"\lambda", r"\theta", r"\phi", r"\sigma", r"\eta", "x", "y", "z", "w", "h", "q",
    "k", "v", "p", "u", "a", "b", "T", "N", "K", "M", "W",
)  # fmt: skip
NOUNS: Final = (
    "learning rate", "weight matrix", "hidden state", "loss", "policy", "reward", "noise level", "step size",
    "batch size", "temperature", "attention score", "embedding", "prior", "posterior", "gradient", "number of layers",
    "regularizer",    "value function", "momentum", "signal", "kernel", "bandwidth", "distance", "entropy",
)  # fmt: skip
SHAPES: Final = (
    r"{a} = \frac{{{b}}}{{{c} + {d}}}",
    r"\mathcal{{L}}({a}) = -\sum_{{i=1}}^{{{b}}} \log p_{{{a}}}({c}_i \mid {d}_i)",
    r"{a}_{{t+1}} = {a}_t - {b} \nabla_{{{a}}} {c}({a}_t) + {d}",
    r"\operatorname{{softmax}}\left(\frac{{{a} {b}^\top}}{{\sqrt{{d_{c}}}}}\right) {d}",
    r"{a} \sim \mathcal{{N}}({b}, {c}^2 I), \qquad {d} = {a} + {b}",
    r"\mathbb{{E}}_{{{a} \sim p}}\left[ {b}({a}) \right] \le {c} \| {d} \|^2",
    r"{a} = \arg\min_{{{b}}} \int_0^{{{c}}} e^{{-{b} t}} \, {d}(t) \, dt",
    r"{a}_{{ij}} = \sum_{{k}} {b}_{{ik}} {c}_{{kj}} - {d}_{{ij}}",
)
SENTENCES: Final = (
    "Here ${a}$ is the {noun} and ${b}$ denotes the {other}. ",
    "We let ${a}$ be the {noun}, which we choose after some trials on held-out data. ",
    "The {noun} grows with ${a}$ until the {other} ${b}$ is large, as others have seen before us. ",
    "In all runs the {noun} stays below ${a} \\le {b}_{{0}}$, and nothing else was changed. ",
    "This holds for every ${a} \\in \\mathbb{{R}}^{{d}}$; the {other} plays no part in it. ",
    "What remains is the {noun}, and for it we write ${a}_{{{b}}}$ in what follows. ",
)


def size_of(chance: random.Random) -> int:
    """Characters of TeX of one paper."""
    return int(min(max(TYPICAL * math.exp(chance.gauss(0, SPREAD)), SMALLEST), LARGEST))


def paper(number: int, characters: int | None = None) -> str:
    """The paper with this number; ``characters`` is about its size, by default as chance has it."""
    chance = random.Random(f"paper {number}")
    wanted = characters or size_of(chance)
    parts = [
        "\\documentclass{article}\n\\usepackage{amsmath,amssymb}\n",
        f"\\title{{On the {chance.choice(NOUNS)} of case {number}}}\n\\begin{{document}}\n\\maketitle\n",
    ]
    length, section = 0, 0
    for part in _parts(chance):
        if length >= 6000 * section:
            section += 1
            parts.append(f"\n\\section{{The {chance.choice(NOUNS)}, part {section}}}\n")
        parts.append(part)
        length += len(part)
        if length >= wanted:
            break
    return "".join([*parts, "\n\\end{document}\n"])


def _parts(chance: random.Random) -> Iterator[str]:
    """Paragraphs and displays without end."""
    number = 0
    while True:
        yield "".join(_filled(chance.choice(SENTENCES), chance) for _ in range(chance.randint(2, 7))) + "\n"
        number += 1
        display = _filled(chance.choice(SHAPES), chance)
        yield f"\\begin{{equation}}\n\\label{{eq:{number}}}\n{display}\n\\end{{equation}}\n"


def _filled(form: str, chance: random.Random) -> str:
    letters = dict(zip("abcd", chance.sample(LETTERS, 4), strict=True))
    noun, other = chance.sample(NOUNS, 2)
    return form.format(**letters, noun=noun, other=other)
