"""Papers that something happened to: cut, repeated, mixed, with bytes turned. The same each time: seeds are fixed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from cases import SECONDS, Case, Files, Job
from reading import jobs as reading_jobs

import reader

LARGEST: Final = 250_000  # bytes of a paper of the corpus
EXPLAINED: Final = 0.03  # seconds for a kilobyte of such a paper
ROUNDS: Final = {"example": 3, "theory": 8, "methods": 8, "plain": 4}  # of each operation
FROM_CORPUS: Final = 10  # papers, each with two operations
CORPUS: Final = Path(__file__).resolve().parents[3] / "shared" / "corpus"
EXAMPLE: Final = Path(reader.__file__).parent / "examples" / "preference-attention"

THEORY: Final = r"""\documentclass{article}
\usepackage{amsmath,amsthm}
\newcommand{\E}[2][]{\mathbb{E}_{#1}\left[#2\right]}
\newcommand{\risk}{\mathcal{R}}
\DeclareMathOperator*{\argmin}{arg\,min}
\newtheorem{theorem}{Theorem}[section]
\numberwithin{equation}{section}
\begin{document}
\title{How far a learner is from the best}\author{Nobody}\maketitle
\begin{abstract}We bound the excess risk $\risk(f) - \risk(f^*)$ of a learner.\end{abstract}
\section{Setting}\label{sec:setting}
Let $\mathcal{X}$ be the space of inputs and let $P$ denote a distribution over $\mathcal{X} \times \{-1, +1\}$. For a
function $f \in \mathcal{F}$ the risk is
\begin{equation}\label{eq:risk} \risk(f) = \E[(x, y) \sim P]{\ell(f(x), y)}, \end{equation}
where $\ell$ is the loss, e.g.\ $\ell(a, b) = \max(0, 1 - ab)$. % the hinge
\begin{subequations}\label{eq:both}
\begin{align}
  \hat f &= \argmin_{f \in \mathcal{F}} \frac{1}{n} \sum_{i=1}^{n} \ell(f(x_i), y_i) + \frac{\lambda}{2} \|f\|^2, \label{eq:erm} \\
  f^* &\in \argmin_{f} \risk(f). \notag
\end{align}
\end{subequations}
\begin{theorem}\label{thm:bound}
With probability at least $1 - \delta$ we have $\risk(\hat f) \le \risk(f^*) + C \sqrt{\frac{d \log(n / \delta)}{n}}$.
\end{theorem}
\begin{proof}
By \eqref{eq:erm} and Theorem~\ref{thm:bound},
\[ \Pr\left( \sup_{f} |\risk(f) - \hat\risk(f)| > \varepsilon \right) \leq 2 |\mathcal{F}| e^{-2 n \varepsilon^2}.
   \tag{$\star$} \]
\end{proof}
\appendix
\section{Constants}
\begin{table}\caption{What the letters mean: $d$ is the dimension.}
\begin{tabular}{cl} symbol & meaning \\ \hline $n$ & number of samples \\ $\lambda$ & weight of the penalty \end{tabular}
\end{table}
$$ C = \begin{cases} 4 & \text{if } d = 1, \\ 4 \sqrt{d} & \text{otherwise.} \end{cases} $$
\end{document}
"""
METHODS: Final = r"""\documentclass[twocolumn]{article}
\usepackage{amsmath,algorithm,algorithmic,bm}
\def\softmax#1{\mathrm{softmax}\left(#1\right)}
\let\epsilon\varepsilon
\newif\iflong\longtrue
\begin{document}
\section{Model}
We write $\bm{h}_t \in \mathbb{R}^{d}$ for the hidden state at step $t$, $W_Q, W_K, W_V$ for learned matrices.
\begin{align}
  \bm{q} &= W_Q \bm{h}, & \bm{k} &= W_K \bm{h}, \\
  A_{ij} &= \softmax{\frac{\bm{q}_i^\top \bm{k}_j}{\sqrt{d_k}}}, \quad \sum_j A_{ij} = 1 \label{eq:attention}
\end{align}
\iflong The gate $g_t = \sigma(W_g [\bm{h}_{t-1}; \bm{x}_t] + b_g)$ decides what is kept.\footnote{Here $\sigma$ is the
logistic function, $\sigma(z) = 1 / (1 + e^{-z})$.} \else nothing \fi
\begin{eqnarray} \bm{h}_t & = & g_t \odot \bm{h}_{t-1} + (1 - g_t) \odot \tilde{\bm{h}}_t \\
 \mathcal{L} & = & - \sum_{t=1}^{T} \log p_\theta(y_t \mid y_{<t}, \bm{x}) \nonumber \end{eqnarray}
\begin{algorithm}\caption{Training}\begin{algorithmic}[1]
\REQUIRE learning rate $\eta$
\FOR{$t = 1, \dots, T$} \STATE $\theta \gets \theta - \eta \nabla_\theta \mathcal{L}$ \ENDFOR
\end{algorithmic}\end{algorithm}
\begin{multline} p(\bm{z} \mid \bm{x}) = \mathcal{N}\bigl(\bm{z}; \mu(\bm{x}), \Sigma(\bm{x})\bigr) \\
 \Sigma = \begin{pmatrix} s_1^2 & 0 \\ 0 & s_2^2 \end{pmatrix} \end{multline}
\begin{itemize} \item $\beta$: the inverse temperature; \item $K$, the number of heads. \end{itemize}
\begin{verbatim} $not$ \[ a formula \] \end{verbatim}
\bibliographystyle{plain}\bibliography{none}
\end{document}
"""
PLAIN: Final = r"""% plain TeX
\magnification=1200 \newcount\eqn \eqn=0
\def\num{\global\advance\eqn by 1 \eqno(\the\eqn)}
\def\bra#1{\langle #1 |} \def\R{{\bf R}}
Let $H$ be the Hamiltonian and $\hbar$ the reduced Planck constant. Then
$$ i \hbar {\partial \psi \over \partial t} = H \psi \num $$
for every $\psi \in L^2(\R^3)$, and
$$ \bra\psi H \rangle = \int \bar\psi\, H \psi \, d^3 x, \qquad \left\{ {n \choose k} \right\} = \cases{1&if $k=0$\cr 0&else\cr} \num $$
\bye
"""


def files_of(folder: Path) -> Files:
    """The TeX files of a paper."""
    wanted = (path for path in sorted(folder.rglob("*")) if path.suffix in (".tex", ".sty", ".cls", ".bbl"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in wanted}


def one_file(text: str) -> Files:
    return {"main.tex": text.encode()}


PAPERS: Final[Mapping[str, Callable[[], Files]]] = {
    "example": partial(files_of, EXAMPLE),
    **{name: partial(one_file, text) for name, text in (("theory", THEORY), ("methods", METHODS), ("plain", PLAIN))},
}

# --- operations ------------------------------------------------------------------------------------------------------

Operation = Callable[[bytes, random.Random], bytes]
TOKENS: Final = (
    b"{", b"}", b"$", b"$$", b"\\", b"%", b"&", b"#", b"^", b"_", b"~", b"\\[", b"\\]", b"\\begin{align}", b"\\end{align}",
    b"\\left(", b"\\right.", b"\\fi", b"\\else", b"\\iffalse", b"\\def", b"\\csname", b"\\verb|", b"\\\\[", b"\\begin{verbatim}",
    b"\\end{document}", b"\\begin{document}", b"\\input{main}", b"\\endinput", b"\\relax", b"\\over", b"\\frac", b"\\hbox{",
    b"\\label{", b"\\tag{", b"\\newcommand{", b"\0", b"\xff", b"\xe2\x80", b"\r", b"\x1b", b"\n\n", b"#1", b"\\loop", b"\\let\\par",
)  # fmt: skip


def part(data: bytes, chance: random.Random, most: int = 400) -> tuple[int, int]:
    """A place in the text."""
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randrange(1, most))


def cut(data: bytes, chance: random.Random) -> bytes:
    start, end = part(data, chance)
    return data[:start] + data[end:]


def end_early(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def begin_late(data: bytes, chance: random.Random) -> bytes:
    return data[chance.randrange(len(data)) :]


def repeat(data: bytes, chance: random.Random) -> bytes:
    start, end = part(data, chance, 80)
    return data[:start] + data[start:end] * chance.randrange(2, 200) + data[end:]


def move(data: bytes, chance: random.Random) -> bytes:
    start, end = part(data, chance)
    rest = data[:start] + data[end:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def turn_bytes(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randrange(1, 40)):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def insert(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice(TOKENS) + data[at:]
    return data


def drop_signs(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randrange(1, 12)):
        sign = chance.choice((b"{", b"}", b"$", b"\\", b"\\end", b"\\begin", b"&", b"]"))
        at = data.find(sign, chance.randrange(len(data)))
        data = data if at < 0 else data[:at] + data[at + len(sign) :]
    return data


def shuffle_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    start = chance.randrange(len(lines))
    some = lines[start : start + 12]
    chance.shuffle(some)
    return b"\n".join([*lines[:start], *some, *lines[start + 12 :]])


def swell_numbers(data: bytes, chance: random.Random) -> bytes:
    digit = chance.choice((b"1", b"2", b"0"))
    return data.replace(digit, digit * chance.randrange(20, 600), chance.randrange(1, 8))


def nest(data: bytes, chance: random.Random) -> bytes:
    start, end = part(data, chance, 30)
    opening, closing = chance.choice(
        ((b"{", b"}"), (b"$", b"$"), (b"\\frac{", b"}{2}"), (b"\\text{$", b"$}"), (b"(", b")"))
    )
    times = chance.randrange(2, 150)
    return data[:start] + opening * times + data[start:end] + closing * times + data[end:]


def mix(data: bytes, chance: random.Random) -> bytes:
    """A piece of another paper in the midst."""
    other = chance.choice((THEORY, METHODS, PLAIN)).encode()
    start, end = part(other, chance, 900)
    at = chance.randrange(len(data) + 1)
    return data[:at] + other[start:end] + data[at:]


OPERATIONS: Final[Mapping[str, Operation]] = {
    "cut": cut, "ended early": end_early, "begun late": begin_late, "repeated": repeat, "moved": move,
    "with bytes turned": turn_bytes, "with signs put in": insert, "with signs left out": drop_signs,
    "with lines shuffled": shuffle_lines, "with swollen numbers": swell_numbers, "nested": nest, "mixed": mix,
}  # fmt: skip


def mutated(paper: Callable[[], Files], operation: Operation, seed: str) -> Files:
    """The paper with the operation on one of its files."""
    chance = random.Random(seed)
    files = dict(paper())
    name = chance.choice(sorted(name for name, data in files.items() if data))
    return {**files, name: operation(files[name], chance)}


def _cases(papers: Mapping[str, tuple[Callable[[], Files], int]]) -> Iterator[Case]:
    for paper, (files, rounds) in papers.items():
        for what, operation in OPERATIONS.items():
            for number in range(rounds):
                name = f"{paper} {what} {number}"
                yield Case(name, partial(mutated, files, operation, name), refused=True)


def of_corpus() -> Iterator[Case]:
    """Some papers of a corpus beside this repository, where there is one."""
    folders = {path: size_of(path) for path in sorted(CORPUS.glob("*")) if any(path.glob("*.tex"))}
    small = [path for path, size in folders.items() if size <= LARGEST]
    chosen = random.Random("corpus").sample(small, min(FROM_CORPUS, len(small)))
    operations = sorted(OPERATIONS)
    for number, folder in enumerate(chosen):
        for what in (operations[number % len(operations)], operations[(number + 5) % len(operations)]):
            name = f"corpus {folder.name} {what}"
            make = partial(mutated, partial(files_of, folder), OPERATIONS[what], name)
            yield Case(name, make, refused=True, seconds=SECONDS + EXPLAINED * folders[folder] / 1000)


def size_of(folder: Path) -> int:
    return sum(map(len, files_of(folder).values()))


def jobs(only: str) -> list[Job]:
    ours = list(_cases({name: (files, ROUNDS[name]) for name, files in PAPERS.items()}))
    return [
        *reading_jobs("mutations", ours, only, size=50),
        *reading_jobs("mutations-corpus", list(of_corpus()), only, size=10, extras=""),
    ]
