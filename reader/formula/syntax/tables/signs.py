"""One row per sign: how LaTeX spells it, the Unicode character, and under which heading (the kind of its node).

Kinds follow the atoms of TeX (The TeXbook, chapter 17): identifiers and constants are Ord, then Bin, Rel, Op, Open,
Close and Punct. ``constant`` are signs with a meaning of their own, ``dots`` stand for something left out.
"""

from __future__ import annotations

ROWS: dict[str, str] = {
    "identifier": r"""
        \alpha α  \beta β  \gamma γ  \delta δ  \epsilon ϵ  \varepsilon ε  \zeta ζ  \eta η  \theta θ  \vartheta ϑ
        \iota ι  \kappa κ  \varkappa ϰ  \lambda λ  \mu μ  \nu ν  \xi ξ  \omicron ο  \pi π  \varpi ϖ  \rho ρ
        \varrho ϱ  \sigma σ  \varsigma ς  \tau τ  \upsilon υ  \phi ϕ  \varphi φ  \chi χ  \psi ψ  \omega ω
        \digamma ϝ  \Gamma Γ  \Delta Δ  \Theta Θ  \Lambda Λ  \Xi Ξ  \Pi Π  \Sigma Σ  \Upsilon Υ  \Phi Φ  \Psi Ψ
        \Omega Ω  \varGamma Γ  \varDelta Δ  \varTheta Θ  \varLambda Λ  \varXi Ξ  \varPi Π  \varSigma Σ  \varPhi Φ
        \varPsi Ψ  \varOmega Ω  \ell ℓ  \imath ı  \jmath ȷ  \hbar ℏ  \hslash ℏ  \wp ℘  \Re ℜ  \Im ℑ  \aleph ℵ
        \beth ℶ  \eth ð  \mho ℧  \Bbbk 𝕜  \i ı  \j ȷ  \ae æ  \AE Æ  \o ø  \O Ø  \aa å  \AA Å  \ss ß
    """,
    "constant": r"""
        \infty ∞  \partial ∂  \nabla ∇  \top ⊤  \bot ⊥  \emptyset ∅  \varnothing ∅  \forall ∀  \exists ∃  \nexists ∄
        \neg ¬  \lnot ¬  \angle ∠  \measuredangle ∡  \complement ∁  \prime ′  \backprime ‵  \surd √  \flat ♭
        \natural ♮  \sharp ♯  \clubsuit ♣  \diamondsuit ♢  \heartsuit ♡  \spadesuit ♠  \Box □  \square □
        \blacksquare ■  \Diamond ◇  \lozenge ◊  \blacklozenge ⧫  \triangle △  \bigstar ★  \degree °  \checkmark ✓
        \intercal ⊺  \dag †  \ddag ‡  \S §  \P ¶  \copyright ©  \pounds £  \# #  \% %  \& &  \_ _  \$ $  @ @
        \textdegree °  \Finv Ⅎ  \qedhere ∎  \qed ∎  \qedsymbol □  \QED ∎  " ″  ? ?
    """,
    "dots": r"""
        \ldots …  \dots …  \dotsc …  \dotso …  \cdots ⋯  \dotsb ⋯  \dotsm ⋯  \dotsi ⋯  \vdots ⋮  \ddots ⋱  \iddots ⋰
        \textellipsis …  \adots ⋰
    """,
    "operator": r"""
        + +  - −  * ∗  / /  \pm ±  \mp ∓  \times ×  \div ÷  \cdot ⋅  \ast ∗  \star ⋆  \circ ∘  \bullet ∙  \cap ∩
        \cup ∪  \uplus ⊎  \sqcap ⊓  \sqcup ⊔  \vee ∨  \lor ∨  \wedge ∧  \land ∧  \setminus ∖  \smallsetminus ∖  \wr ≀
        \diamond ⋄  \oplus ⊕  \ominus ⊖  \otimes ⊗  \oslash ⊘  \odot ⊙  \bigcirc ◯  \ocircle ○
        \dagger †  \ddagger ‡  \amalg ⨿
        \ltimes ⋉  \rtimes ⋊  \boxplus ⊞  \boxminus ⊟  \boxtimes ⊠  \boxdot ⊡  \divideontimes ⋇  \circledast ⊛
        \circledcirc ⊚  \circleddash ⊝  \Cap ⋒  \Cup ⋓  \barwedge ⊼  \veebar ⊻  \curlywedge ⋏  \curlyvee ⋎  \dotplus ∔
        \bigtriangleup △  \bigtriangledown ▽  \triangleleft ◁  \triangleright ▷  \backslash \  \bmod mod  \centerdot ⋅
        \leftthreetimes ⋋  \rightthreetimes ⋌  \lhd ⊲  \rhd ⊳  \unlhd ⊴  \unrhd ⊵  · ⋅  × ×  ± ±  − −
    """,
    "relation": r"""
        = =  < <  > >  \lt <  \gt >  \le ≤  \leq ≤  \ge ≥  \geq ≥  \leqslant ⩽  \geqslant ⩾  \leqq ≦  \geqq ≧
        \ne ≠  \neq ≠  \ll ≪  \gg ≫  \lll ⋘  \ggg ⋙  \equiv ≡  \sim ∼  \simeq ≃  \approx ≈  \approxeq ≊  \thickapprox ≈
        \thicksim ∼  \cong ≅  \propto ∝  \varpropto ∝  \doteq ≐  \Doteq ≑  \doteqdot ≑  \triangleq ≜  \coloneqq ≔
        \coloneq ≔  \eqqcolon ≕  \defeq ≔  \eqdef ≝  \Coloneqq ⩴  \risingdotseq ≓  \fallingdotseq ≒  \circeq ≗
        \bumpeq ≏  \Bumpeq ≎  \asymp ≍  \in ∈  \notin ∉  \ni ∋  \owns ∋  \subset ⊂  \subseteq ⊆  \subsetneq ⊊
        \supset ⊃  \supseteq ⊇  \supsetneq ⊋  \nsubseteq ⊈  \nsupseteq ⊉  \Subset ⋐  \Supset ⋑  \sqsubset ⊏
        \sqsubseteq ⊑  \sqsupset ⊐  \sqsupseteq ⊒  \subseteqq ⫅  \prec ≺  \preceq ⪯  \preccurlyeq ≼  \precsim ≾
        \succ ≻  \succeq ⪰  \succcurlyeq ≽  \succsim ≿  \lesssim ≲  \gtrsim ≳  \lessapprox ⪅  \gtrapprox ⪆
        \lessgtr ≶  \gtrless ≷  \nless ≮  \ngtr ≯  \nleq ≰  \ngeq ≱  \perp ⟂  \parallel ∥  \nparallel ∦  \mid ∣
        \nmid ∤  \vdash ⊢  \dashv ⊣  \models ⊨  \vDash ⊨  \Vdash ⊩  \nvdash ⊬  \smile ⌣  \frown ⌢  \bowtie ⋈
        \Join ⋈  \between ≬  \pitchfork ⋔  \vartriangle △  \vartriangleleft ⊲  \vartriangleright ⊳  \trianglelefteq ⊴
        \trianglerighteq ⊵  \therefore ∴  \because ∵  \colon :  \vcentcolon :  \trianglelefteqslant ⊴
        \sslash ⫽  \ncong ≇  \nsim ≁  \nprec ⊀  \nsucc ⊁
        \Perp ⫫  \indep ⫫  ≤ ≤  ≥ ≥  ≠ ≠  ∈ ∈  ≈ ≈  ∼ ∼
        \to →  \rightarrow →  \longrightarrow ⟶  \leftarrow ←  \gets ←  \longleftarrow ⟵  \Rightarrow ⇒
        \Longrightarrow ⟹  \Leftarrow ⇐  \Longleftarrow ⟸  \leftrightarrow ↔  \longleftrightarrow ⟷
        \Leftrightarrow ⇔  \Longleftrightarrow ⟺  \iff ⟺  \implies ⟹  \impliedby ⟸  \mapsto ↦  \longmapsto ⟼
        \mapsfrom ↤
        \hookrightarrow ↪  \hookleftarrow ↩  \uparrow ↑  \downarrow ↓  \updownarrow ↕  \Uparrow ⇑  \Downarrow ⇓
        \Updownarrow ⇕  \nearrow ↗  \searrow ↘  \swarrow ↙  \nwarrow ↖  \rightharpoonup ⇀  \rightharpoondown ⇁
        \leftharpoonup ↼  \leftharpoondown ↽  \rightleftharpoons ⇌  \leftrightharpoons ⇋  \leftrightarrows ⇆
        \rightleftarrows ⇄  \rightrightarrows ⇉  \upuparrows ⇈  \leadsto ⇝  \rightsquigarrow ⇝  \leftrightsquigarrow ↭
        \twoheadrightarrow ↠  \twoheadleftarrow ↞  \rightarrowtail ↣  \dashrightarrow ⇢  \dashleftarrow ⇠  \multimap ⊸
        \nrightarrow ↛  \nRightarrow ⇏  \nleftarrow ↚  \nleftrightarrow ↮  \upharpoonright ↾  \restriction ↾
        \downdownarrows ⇊  \curvearrowright ↷  \curvearrowleft ↶  \circlearrowleft ↺  \circlearrowright ↻  \nexist ∄
        → →  ← ←  ⇒ ⇒
    """,
    "big": r"""
        \sum ∑  \prod ∏  \coprod ∐  \int ∫  \iint ∬  \iiint ∭  \iiiint ⨌  \oint ∮  \oiint ∯  \idotsint ∫  \bigcap ⋂
        \bigcup ⋃  \biguplus ⨄  \bigsqcup ⨆  \bigvee ⋁  \bigwedge ⋀  \bigodot ⨀  \bigotimes ⨂  \bigoplus ⨁
        \smallint ∫  \fint ⨍
    """,
    "open": r"""
        ( (  [ [  \{ {  \lbrace {  \lbrack [  \langle ⟨  \lfloor ⌊  \lceil ⌈  \lvert |  \lVert ‖  \lgroup ⟮
        \llbracket ⟦  \ulcorner ⌜  \llcorner ⌞  \lmoustache ⎰  \lAngle ⟪
    """,
    "close": r"""
        ) )  ] ]  \} }  \rbrace }  \rbrack ]  \rangle ⟩  \rfloor ⌋  \rceil ⌉  \rvert |  \rVert ‖  \rgroup ⟯
        \rrbracket ⟧  \urcorner ⌝  \lrcorner ⌟  \rmoustache ⎱  \rAngle ⟫
    """,
    "bar": r"| |  \vert |  \| ‖  \Vert ‖  ‖ ‖",
    "punctuation": r", ,  ; ;  . .  : :  ! !  \ldotp .  ' ′  ` `  ， ,  ； ;  。 .  ： :",
}


def _read() -> dict[str, tuple[str, str]]:
    signs: dict[str, tuple[str, str]] = {}
    for kind, rows in ROWS.items():
        words = rows.split()
        signs.update((name, (kind, character)) for name, character in zip(words[::2], words[1::2], strict=True))
    return signs


SIGNS: dict[str, tuple[str, str]] = _read()  # spelling -> (kind, character)

# Another spelling of the same sign; the canonical one is on the right.
SAME: dict[str, str] = {
    r"\leq": r"\le", r"\geq": r"\ge", r"\neq": r"\ne", r"\lt": "<", r"\gt": ">", r"\lnot": r"\neg",
    r"\rightarrow": r"\to", r"\gets": r"\leftarrow", r"\owns": r"\ni", r"\colon": ":", r"\ldotp": ".",
    r"\vcentcolon": ":", r"\coloneqq": ":=", r"\coloneq": ":=", r"\defeq": ":=", r"\eqqcolon": "=:",
    r"\vert": "|", r"\Vert": r"\|", "‖": r"\|", r"\lvert": "|", r"\rvert": "|", r"\lVert": r"\|", r"\rVert": r"\|",
    r"\lbrace": r"\{", r"\rbrace": r"\}", r"\lbrack": "[", r"\rbrack": "]", r"\dag": r"\dagger", r"\ddag": r"\ddagger",
    r"\dots": r"\ldots", r"\dotsc": r"\ldots", r"\dotso": r"\ldots", r"\textellipsis": r"\ldots", r"\dotsb": r"\cdots",
    r"\dotsm": r"\cdots", r"\dotsi": r"\cdots", r"\varnothing": r"\emptyset", r"\square": r"\Box",
    r"\thicksim": r"\sim", r"\thickapprox": r"\approx", r"\varpropto": r"\propto", r"\ast": "*",
    r"\iff": r"\Leftrightarrow", r"\implies": r"\Rightarrow", r"\impliedby": r"\Leftarrow",
    r"\Longrightarrow": r"\Rightarrow", r"\Longleftrightarrow": r"\Leftrightarrow", r"\longrightarrow": r"\to",
    r"\longmapsto": r"\mapsto", r"\doteqdot": r"\Doteq", r"\intercal": r"\top", "·": r"\cdot", "×": r"\times",
    "±": r"\pm", "−": "-", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "∈": r"\in", "≈": r"\approx", "∼": r"\sim",
    "，": ",", "；": ";", "。": ".", "：": ":",
    "→": r"\to", "←": r"\leftarrow", "⇒": r"\Rightarrow", r"\centerdot": r"\cdot",
}  # fmt: skip

# Relations and operators that need no explaining: arithmetic, comparing, plain arrows.
PLAIN_OPERATORS = frozenset({"+", "-", "/", r"\pm", r"\mp", r"\div", r"\backslash"})
PLAIN_RELATIONS = frozenset({
    "=", "<", ">", r"\le", r"\ge", r"\ne", r"\leqslant", r"\geqslant", r"\leqq", r"\geqq", ":", r"\to", r"\leftarrow",
    r"\longleftarrow", r"\therefore", r"\because", r"\Rightarrow", r"\Leftarrow", r"\Leftrightarrow", r"\Longleftarrow",
})  # fmt: skip

DEFINING_RELATIONS = frozenset({"=", ":=", r"\triangleq", r"\equiv", r"\eqdef", r"\doteq", r"\Coloneqq", "::="})
GIVING_RELATIONS = DEFINING_RELATIONS | {r"\coloneqq", r"\leftarrow", r"\gets"}  # what stands left gets a value
MEMBER_RELATIONS = frozenset({r"\in", r"\notin", r"\subset", r"\subseteq", r"\subsetneq"})
AT_MOST = frozenset({"<", r"\le", r"\leq", r"\leqslant", r"\leqq"})  # in LaTeX as authors write it, too
AT_LEAST = frozenset({">", r"\ge", r"\geq", r"\geqslant", r"\geqq"})
