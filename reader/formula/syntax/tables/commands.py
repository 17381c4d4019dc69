"""One row per command that takes arguments, or that changes how the following tokens are read."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Mathematical alphabets: command -> alphabet. "bm" combines with the others, "" is the ordinary italic.
ALPHABETS: dict[str, str] = {
    r"\mathrm": "mathrm", r"\mathbf": "mathbf", r"\mathit": "mathit", r"\mathsf": "mathsf", r"\mathtt": "mathtt",
    r"\mathcal": "mathcal", r"\mathscr": "mathscr", r"\mathbb": "mathbb", r"\mathfrak": "mathfrak",
    r"\mathnormal": "", r"\mathds": "mathbb", r"\mathbbm": "mathbb", r"\mathbbmss": "mathbb", r"\Bbb": "mathbb",
    r"\bold": "mathbf", r"\mathup": "mathrm", r"\upmu": "mathrm", r"\mathpzc": "mathcal", r"\EuScript": "mathcal",
    r"\boldsymbol": "bm", r"\bm": "bm", r"\pmb": "bm", r"\mathbold": "bm", r"\mathbfit": "bm", r"\mathbfcal": "mathcal",
    r"\mathbfsf": "mathsf", r"\mathsfit": "mathsf", r"\frak": "mathfrak", r"\vectorbold": "bm",
}  # fmt: skip

# Declarations: they hold to the end of the group, as in {\rm x}.
DECLARATIONS: dict[str, str] = {
    r"\rm": "mathrm", r"\bf": "mathbf", r"\it": "mathit", r"\sf": "mathsf", r"\tt": "mathtt", r"\cal": "mathcal",
    r"\sl": "mathit", r"\sc": "mathrm", r"\em": "mathit", r"\mit": "", r"\boldmath": "bm", r"\bfseries": "mathbf",
    r"\itshape": "mathit", r"\rmfamily": "mathrm", r"\sffamily": "mathsf", r"\ttfamily": "mathtt",
    r"\upshape": "mathrm",
}  # fmt: skip

# Words in a formula: command -> the alphabet that the words are set in.
TEXTS: dict[str, str] = {
    r"\text": "mathrm", r"\textrm": "mathrm", r"\textnormal": "mathrm", r"\textup": "mathrm", r"\mbox": "mathrm",
    r"\hbox": "mathrm", r"\textbf": "mathbf", r"\textit": "mathit", r"\textsl": "mathit", r"\emph": "mathit",
    r"\textsf": "mathsf", r"\texttt": "mathtt", r"\textsc": "mathrm", r"\textmd": "mathrm", r"\intertext": "mathrm",
    r"\shortintertext": "mathrm", r"\fbox": "mathrm", r"\makebox": "mathrm", r"\verb": "mathtt",
}  # fmt: skip

# Accents: command -> (Unicode character, above or below, whether it stretches).
ACCENTS: dict[str, tuple[str, str, bool]] = {
    r"\hat": ("ˆ", "above", False), r"\widehat": ("\u0302", "above", True), r"\tilde": ("˜", "above", False),
    r"\widetilde": ("˜", "above", True), r"\bar": ("¯", "above", False), r"\overline": ("¯", "above", True),
    r"\vec": ("→", "above", False), r"\overrightarrow": ("→", "above", True), r"\dot": ("˙", "above", False),
    r"\ddot": ("¨", "above", False), r"\dddot": ("⃛", "above", False), r"\ddddot": ("⃜", "above", False),
    r"\check": ("ˇ", "above", False), r"\widecheck": ("ˇ", "above", True), r"\breve": ("˘", "above", False),
    r"\acute": ("´", "above", False), r"\grave": ("`", "above", False), r"\mathring": ("˚", "above", False),
    r"\overleftarrow": ("←", "above", True), r"\overleftrightarrow": ("↔", "above", True),
    r"\underline": ("_", "below", True), r"\underbar": ("_", "below", True), r"\underrightarrow": ("→", "below", True),
    r"\underleftarrow": ("←", "below", True), r"\utilde": ("˜", "below", True),
    r"\overparen": ("⏜", "above", True), r"\wideparen": ("⏜", "above", True), r"\widebar": ("¯", "above", True),
}  # fmt: skip
# Two commands, one mark: the canonical spelling is on the right.
SAME_ACCENT: dict[str, str] = {"widehat": "hat", "widetilde": "tilde", "overline": "bar", "widecheck": "check",
                               "overrightarrow": "vec", "widebar": "bar", "underbar": "underline"}  # fmt: skip

FRACTIONS = frozenset({r"\frac", r"\dfrac", r"\tfrac", r"\cfrac", r"\nicefrac", r"\sfrac", r"\flatfrac",
                       r"\binom", r"\dbinom", r"\tbinom"})  # fmt: skip
INFIX: dict[str, str] = {
    r"\over": "frac",
    r"\above": "frac",
    r"\choose": "binom",
    r"\atop": "atop",
    r"\brack": "brack",
    r"\brace": "brace",
}

# Something above or below: command -> its arguments in order ("[below]" is optional).
STACKED: dict[str, tuple[str, ...]] = {
    r"\overset": ("above", "base"), r"\underset": ("below", "base"), r"\stackrel": ("above", "base"),
    r"\stackbin": ("above", "base"), r"\accentset": ("above", "base"), r"\underaccent": ("below", "base"),
    r"\overunderset": ("above", "below", "base"),
    r"\underbrace": ("base",), r"\overbrace": ("base",), r"\underbracket": ("base",), r"\overbracket": ("base",),
    r"\underparen": ("base",),
    r"\xrightarrow": ("[below]", "above"), r"\xleftarrow": ("[below]", "above"), r"\xRightarrow": ("[below]", "above"),
    r"\xLeftarrow": ("[below]", "above"), r"\xleftrightarrow": ("[below]", "above"), r"\xmapsto": ("[below]", "above"),
    r"\xhookrightarrow": ("[below]", "above"), r"\xlongequal": ("[below]", "above"),
    r"\xLeftrightarrow": ("[below]", "above"), r"\xrightharpoonup": ("[below]", "above"),
}  # fmt: skip
BRACES: dict[str, tuple[str, str]] = {
    "underbrace": ("⏟", "below"), "overbrace": ("⏞", "above"), "underbracket": ("⎵", "below"),
    "overbracket": ("⎴", "above"), "underparen": ("⏝", "below"),
}  # fmt: skip
ARROWS: dict[str, str] = {
    "xrightarrow": "→", "xleftarrow": "←", "xRightarrow": "⇒", "xLeftarrow": "⇐", "xleftrightarrow": "↔",
    "xmapsto": "↦", "xhookrightarrow": "↪", "xlongequal": "=", "xLeftrightarrow": "⇔", "xrightharpoonup": "⇀",
}  # fmt: skip

# Drawn in another way, the same meaning: command -> raw arguments before the body ("[]" optional, "{}" required).
WRAPPERS: dict[str, str] = {
    r"\textcolor": "[]{}", r"\colorbox": "[]{}", r"\fcolorbox": "[]{}{}", r"\scalebox": "{}[]", r"\raisebox": "{}[][]",
    r"\resizebox": "{}{}", r"\rotatebox": "[]{}", r"\href": "{}", r"\hyperref": "[]", r"\hyperlink": "{}",
    r"\hypertarget": "{}", r"\phantom": "", r"\hphantom": "", r"\vphantom": "", r"\smash": "[]", r"\mathclap": "",
    r"\mathllap": "", r"\mathrlap": "", r"\boxed": "", r"\cancel": "", r"\bcancel": "", r"\xcancel": "", r"\sout": "",
    r"\llap": "", r"\rlap": "", r"\clap": "", r"\ensuremath": "", r"\mathord": "", r"\mathinner": "", r"\uline": "",
    r"\adjustbox": "{}", r"\parbox": "[]{}", r"\Aboxed": "", r"\tcbhighmath": "[]", r"\mathopen": "",
    r"\mathclose": "", r"\mathpunct": "", r"\uppercase": "", r"\lowercase": "", r"\hl": "", r"\vcenter": "",
    r"\textcircled": "", r"\num": "[]", r"\Set": "",
    r"\mathrel": "", r"\mathbin": "", r"\mathop": "", r"\lowering": "{}", r"\eqmakebox": "[]",
}  # fmt: skip

# What prints nothing, with its raw arguments ("*" a star, "=" a TeX dimension).
INVISIBLE: dict[str, str] = {
    r"\hspace": "*{}", r"\vspace": "*{}", r"\label": "{}", r"\tag": "*{}", r"\footnote": "[]{}", r"\footnotemark": "[]",
    r"\mskip": "=", r"\hskip": "=", r"\kern": "=", r"\mkern": "=", r"\vskip": "=", r"\raise": "=", r"\lower": "=",
    r"\rule": "[]{}{}", r"\vrule": "", r"\index": "{}", r"\noalign": "{}", r"\color": "[]{}", r"\setlength": "{}{}",
    r"\addtocounter": "{}{}", r"\setcounter": "{}{}", r"\fontsize": "{}{}", r"\pagebreak": "[]", r"\linebreak": "[]",
    r"\penalty": "=", r"\pagecolor": "{}", r"\cline": "{}", r"\cmidrule": "{}", r"\displaybreak": "[]",
    r"\refstepcounter": "{}", r"\stepcounter": "{}", r"\vphantomlabel": "{}", r"\todo": "[]{}", r"\marginpar": "{}",
}  # fmt: skip

# What prints a reference: read as text.
REFERENCES: dict[str, str] = {
    r"\ref": "*{}", r"\eqref": "{}", r"\cref": "{}", r"\autoref": "{}", r"\Cref": "{}", r"\pageref": "{}",
    r"\cite": "[][]{}", r"\citep": "*[][]{}", r"\citet": "*[][]{}", r"\citeauthor": "{}", r"\nameref": "{}",
}  # fmt: skip

SPACES: dict[str, str] = {  # command -> em
    r"\,": "0.1667", r"\thinspace": "0.1667", r"\:": "0.2222", r"\>": "0.2222", r"\medspace": "0.2222",
    r"\;": "0.2778", r"\thickspace": "0.2778", r"\!": "-0.1667", r"\negthinspace": "-0.1667",
    r"\negmedspace": "-0.2222", r"\negthickspace": "-0.2778", r"\ ": "0.3333", "~": "0.3333", r"\quad": "1",
    r"\qquad": "2", r"\enspace": "0.5", r"\enskip": "0.5", r"\space": "0.3333", r"\nobreakspace": "0.3333",
    "\\\n": "0.3333", "\\\t": "0.3333", r"\hfill": "1", r"\hfil": "1", r"\dotfill": "1", r"\hdots": "0.3333",
}  # fmt: skip

# Commands that print nothing and change nothing for us.
SILENT = _words(r"""
    \displaystyle \textstyle \scriptstyle \scriptscriptstyle \tiny \scriptsize \footnotesize \small \normalsize \large
    \Large \LARGE \huge \Huge \nonumber \notag \numberthis \relax \allowdisplaybreaks \normalfont \mathstrut \strut
    \hfill \par \noindent \null \xspace \protect \leavevmode \unboldmath \ignorespaces \/ \- \@ \begingroup \endgroup
    \bgroup \egroup \limits \nolimits \displaylimits \selectfont \singlespacing \vfill \break \left. \medmuskip
    \thinmuskip \thickmuskip \hline \toprule \midrule \bottomrule \nolinebreak \nopagebreak \sloppy \mathsurround
    \smallskip \medskip \bigskip \indent \centering \leqno \eqno \allowbreak \nobreak \unskip \endgraf \mathchoice
""")

SIZES = {f"\\{size}{side}": size for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")}

# Named operators (amsopn and what everybody defines): name -> whether scripts go below in display.
FUNCTIONS: dict[str, bool] = {
    **dict.fromkeys(
        _words("""
        arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh tan tanh
    """),
        False,
    ),
    **dict.fromkeys(
        _words("""
        det gcd inf lim liminf limsup max min Pr sup injlim projlim varliminf varlimsup
    """),
        True,
    ),
    **dict.fromkeys(
        _words("""
        argmin argmax arginf argsup plim esssup essinf
    """),
        True,
    ),
    **dict.fromkeys(
        _words("""
        softmax sigmoid sign sgn diag rank tr Tr trace Var Cov span erf vec relu ReLU KL logit
    """),
        False,
    ),
    **dict.fromkeys(
        _words("""
        arcsinh arccosh arctanh sinc supp conv dom polylog poly vol Vol prox proj
    """),
        False,
    ),
}
TWO_WORDS: dict[str, str] = {
    "argmin": "arg min", "argmax": "arg max", "arginf": "arg inf", "argsup": "arg sup", "liminf": "lim inf",
    "limsup": "lim sup", "varliminf": "lim inf", "varlimsup": "lim sup", "esssup": "ess sup", "essinf": "ess inf",
    "injlim": "inj lim", "projlim": "proj lim",
}  # fmt: skip
# Those that LaTeX itself knows by a control sequence; their canonical spelling is that.
LATEX_FUNCTIONS = _words("""
    arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim ln log max min Pr sec sin
    sinh sup tan tanh
""")

# Environments inside a formula: name -> how its columns stand (repeated), with the fences that it draws.
ENVIRONMENTS: dict[str, tuple[str, str, str]] = {
    "matrix": ("c", "", ""), "pmatrix": ("c", "(", ")"), "bmatrix": ("c", "[", "]"), "Bmatrix": ("c", r"\{", r"\}"),
    "vmatrix": ("c", "|", "|"), "Vmatrix": ("c", r"\|", r"\|"), "smallmatrix": ("c", "", ""),
    "psmallmatrix": ("c", "(", ")"), "bsmallmatrix": ("c", "[", "]"), "vsmallmatrix": ("c", "|", "|"),
    "cases": ("l", r"\{", ""), "cases*": ("l", r"\{", ""), "dcases": ("l", r"\{", ""), "dcases*": ("l", r"\{", ""),
    "rcases": ("l", "", r"\}"), "drcases": ("l", "", r"\}"), "numcases": ("l", r"\{", ""),
    "array": ("c", "", ""), "tabular": ("c", "", ""), "subarray": ("c", "", ""), "substack": ("c", "", ""),
    "subalign": ("rl", "", ""), "aligned": ("rl", "", ""), "alignedat": ("rl", "", ""), "split": ("rl", "", ""),
    "gathered": ("c", "", ""), "multlined": ("l", "", ""), "lgathered": ("l", "", ""), "rgathered": ("r", "", ""),
    "align": ("rl", "", ""), "align*": ("rl", "", ""), "alignat": ("rl", "", ""), "alignat*": ("rl", "", ""),
    "flalign": ("rl", "", ""), "flalign*": ("rl", "", ""), "gather": ("c", "", ""), "gather*": ("c", "", ""),
    "multline": ("l", "", ""), "multline*": ("l", "", ""), "eqnarray": ("rcl", "", ""), "eqnarray*": ("rcl", "", ""),
    "IEEEeqnarray": ("rcl", "", ""), "IEEEeqnarray*": ("rcl", "", ""), "IEEEeqnarraybox": ("rcl", "", ""),
    "equation": ("c", "", ""), "equation*": ("c", "", ""), "displaymath": ("c", "", ""), "math": ("c", "", ""),
    "pmatrix*": ("c", "(", ")"), "bmatrix*": ("c", "[", "]"), "vmatrix*": ("c", "|", "|"), "matrix*": ("c", "", ""),
    "tabularx": ("c", "", ""), "center": ("c", "", ""), "minipage": ("c", "", ""), "spreadlines": ("c", "", ""),
}  # fmt: skip
# Environments of amsmath and mathtools, in which \\ takes no option across a space: a line may begin with [.
TIGHT_BREAKS = _words("""
    aligned alignedat gathered split multlined lgathered rgathered align align* alignat alignat* flalign flalign* gather
    gather* multline multline* substack subarray subalign spreadlines
""")
# Arguments between \begin{name} and the body: "[]" optional, "{}" required, "{columns}" gives the columns.
ENVIRONMENT_ARGUMENTS: dict[str, str] = {
    "array": "[]{columns}", "tabular": "[]{columns}", "subarray": "{columns}", "aligned": "[]", "gathered": "[]",
    "multlined": "[][]", "alignedat": "[]{}", "alignat": "{}", "alignat*": "{}", "IEEEeqnarray": "[]{columns}",
    "IEEEeqnarray*": "[]{columns}", "IEEEeqnarraybox": "[][]{columns}", "pmatrix*": "[]", "bmatrix*": "[]",
    "matrix*": "[]", "vmatrix*": "[]", "numcases": "{}", "tabularx": "{}{columns}", "minipage": "[]{}", "split": "[]",
    "spreadlines": "{}",
}  # fmt: skip
