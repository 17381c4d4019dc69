"""A payload written by hand: four figures, the four marks, a symbol in two senses, a concept with prerequisites."""

from __future__ import annotations

from typing import Any

from reader.messages import table

LONG = "x + y + z + " * 14


def symbol(id: str, latex: str, status: str, equations: list[str], **fields: Any) -> dict[str, Any]:  # noqa: A002
    places = [{"equation": each} for each in equations]
    nothing = ("role", "part", "part_evidence", "standing", "meaning", "meaning_source", "inherited_from", "gloss")
    blank = {**dict.fromkeys((*nothing, "given_by")), "values": [], "confidence": 0.5}
    rest = {"senses": [], "concepts": [], "written": [latex], "occurrences": places, "count": len(places) + 2}
    return {"id": id, "latex": latex, "status": status, **blank, **rest, **fields}


def equation(id: str, number: str | None, latex: str, symbols: list[str], **fields: Any) -> dict[str, Any]:  # noqa: A002
    place = {"file": "main.tex", "line": 40 + len(id)}
    blank = {
        "group": None,
        "continues": None,
        "step": None,
        "environment": "equation",
        "display": True,
        "section": "2 Method",
    }
    return {
        "id": id,
        "number": number,
        "latex": latex,
        "symbols": symbols,
        **blank,
        **place,
        **fields,
    }


def said(sentence: str, line: int = 12) -> dict[str, Any]:
    return {"kind": "sentence", "file": "sections/method.tex", "line": line, "sentence": sentence}


def target(id: str, content: str, tag: str = "mi") -> str:  # noqa: A002
    return f'<{tag} data-tezawari-symbol="{id}">{content}</{tag}>'


POLICY = target("s1", f"<mi>π</mi>{target('s2', 'θ')}", "msub")
WIDTH = target("s5", "<mi>d</mi><mi>k</mi>", "msub")
ATTENTION = (
    f"<math display='block'><mrow>{target('s9', 'softmax')}<mo>(</mo><mfrac><mrow>{target('s3', 'Q')}"
    f"{target('s4', '<mi>K</mi><mo>⊤</mo>', 'msup')}</mrow><msqrt>{WIDTH}</msqrt>"
    f"</mfrac><mo>)</mo>{target('s6', 'V')}</mrow></math>"
)
LOSS = (
    f"<math data-tex='L = 1'><mrow>{target('s7', 'L')}<mo>=</mo>{target('s8', 'β')}<mi>log</mi>{POLICY}</mrow></math>"
)
SECOND = f"<math><mrow><mo>≤</mo>{target('s8', 'β')}<mo>+</mo>{WIDTH}</mrow></math>"
LENGTHY = "<math><mrow>" + (target("s8", "β") + "<mo>+</mo>") * 60 + target("s7", "L") + "</mrow></math>"

SENTENCE = r"Let $\policy$ be the policy being trained~\cite{a}."

CONCEPTS: dict[str, Any] = {
    "policy": {
        "reading": "ほうさく",
        "storey": 3,
        "feel": None,
        "name": {"en": "policy", "ja": "方策"},
        "phrase": {"en": "policy", "ja": "方策"},
        "layer": {"en": "Reinforcement learning", "ja": "強化学習"},
        "definition": {
            "en": "A rule that gives, for each situation, a probability for each action.",
            "ja": "状況ごとに、それぞれの行動をとる確率を与える規則です。",
        },
        "formula": "<math><mrow><mi>π</mi><mo>(</mo><mi>a</mi><mo>∣</mo><mi>s</mi><mo>)</mo></mrow></math>",
        "example": {
            "en": "Left .7, right .3: the actions' chances add up to 1.",
            "ja": "左 .7、右 .3。合わせると 1 になります。",
        },
        "requires": [
            {
                "concept": "probability-distribution",
                "kind": "read",
                "why": {"en": "a policy is one for each situation", "ja": "状況ごとの確率分布だからです"},
            }
        ],
    },
    "probability-distribution": {
        "reading": "かくりつぶんぷ",
        "storey": 0,
        "feel": None,
        "name": {"en": "probability distribution", "ja": "確率分布"},
        "phrase": {"en": "probability distribution", "ja": "確率分布"},
        "layer": {"en": "Probability and statistics", "ja": "確率と統計"},
        "definition": {"en": "Chances that add up to one.", "ja": "合計が 1 になる確率の割り当てです。"},
        "formula": None,
        "example": None,
        "requires": [],
    },
}


def payload() -> dict[str, Any]:
    """A fresh copy, to be changed freely."""
    link = {"id": "policy", "confidence": 0.9, "status": "paper"}
    why = {"en": "the author's words name it", "ja": "著者の言葉に出てくるからです"}
    usual = {"en": "β before a KL term is its weight", "ja": "KL の前の β は、その重みを表すのがふつうです"}
    return {
        "schema": "tezawari/page/1",
        "language": "en",
        "switch": True,
        "texts": table("page"),
        "living": {},
        "title": [],
        "start": [],
        "known_as": "2501.00001",
        "refused": [],
        "learn": [],
        "opens": [],
        "runs": [],
        "column": {
            "abstract": None,
            "items": [
                {"heading": ["Method"], "number": "2", "level": 2, "section": 0, "closed": False},
                {"sentences": ["The weight ", [0, "i1"], " is in ", ["(2)", "e2"], ". "]},
                {"rows": ["e1"], "kind": "single"},
                {"rows": ["e2", "e3"], "kind": "rows"},
                {"item": ["We set ", [1, "i2"], "."]},
                {"caption": ["What is measured, for three sizes."]},
                {"heading": ["Related work"], "number": "3", "level": 2, "section": 1, "closed": True},
                {"sentences": ["Others measure the weight ", [0, "i3"], ", too."]},
                {"heading": ["Proofs"], "number": "A", "level": 2, "section": 2, "closed": False},
                {"rows": ["e4"], "kind": "single"},
                {"rows": ["e5"], "kind": "single"},
            ],
            "inline": [f"<math>{target('s8', 'β')}</math>", f"<math>{target('s8', 'β')}<mo>=</mo><mn>1</mn></math>"],
            "bibliography": {},
        },
        "mathml": {"e1": ATTENTION, "e2": LOSS, "e3": SECOND, "e4": LENGTHY, "e5": ""},
        "signs": {
            "s1": "<math><msub><mi>π</mi><mi>θ</mi></msub></math>",
            "s2": "<math><mi>θ</mi></math>",
            "s3": "<math><mi>Q</mi></math>",
            "s4": "<math><msup><mi>K</mi><mo>⊤</mo></msup></math>",
            "s5": "<math><msub><mi>d</mi><mi>k</mi></msub></math>",
            "s6": "<math><mi>V</mi></math>",
            "s7": "<math><mi>L</mi></math>",
            "s8": "<math><mi>β</mi></math>",
            "s9": "<math><mi>softmax</mi></math>",
        },
        "prose": {
            SENTENCE: [
                {"text": "Let "},
                {"latex": r"\policy", "mathml": "<math><msub><mi>π</mi><mi>θ</mi></msub></math>"},
                {"text": " be the policy being trained […]."},
            ]
        },
        "concepts": CONCEPTS,
        "problems": [
            {
                "message": {
                    "en": "The environment “tikzpicture” was passed over.",
                    "ja": "tikzpicture 環境は読み飛ばしました。",
                },
                "file": "main.tex",
                "line": 3,
                "column": 1,
                "kind": "unknown-environment",
                "severity": "info",
                "equation": None,
            }
        ],
        "reading": {
            "schema": "tezawari/reading/1",
            "tool": "0.1.0",
            "glossary": "0",
            "language": "en",
            "extras": [],
            "corrections": None,
            "groups": [],
            "course": None,
            "problems": [],
            "lang": "en",
            "paper": {
                "id": "2501.00001v2",
                "title": "Attention to Preferences: A Small Paper that Nobody Wrote",
                "authors": ["Ada Example", "Taro Rei"],
                "categories": [],
                "published": None,
                "files": [],
                "digest": "0",
                "licence": None,
                "abstract_url": "https://arxiv.org/abs/2501.00001v2",
                "source": "arxiv",
                "main": "main.tex",
            },
            "equations": [
                equation("e1", "1", r"\mathrm{softmax}(QK^\top/\sqrt{d_k})V", ["s9", "s3", "s4", "s5", "s6"]),
                equation(
                    "e2", "2", r"L &= \beta \log \policy", ["s7", "s8", "s1", "s2"], group="g1", environment="align"
                ),
                equation(
                    "e3", "3a", r"&\le \beta + d_k", ["s8", "s5"], group="g1", environment="align", continues="e2"
                ),
                equation("e4", None, LONG, ["s8", "s7"], section="A Proofs"),
                equation("e5", "A.1", r"\weird{x}", [], section="A Proofs"),
            ],
            "symbols": [
                symbol(
                    "s1",
                    r"\pi_{\theta}",
                    "paper",
                    ["e2"],
                    meaning="policy being trained",
                    meaning_source=said(SENTENCE),
                    gloss={"en": "policy", "ja": "方策", "origin": "concept"},
                    concepts=[link | {"why": why}],
                    written=[r"\policy", r"\pi_\theta"],
                ),
                symbol("s2", r"\theta", "unknown", ["e2"]),
                symbol("s3", "Q", "paper", ["e1"], meaning="the queries", meaning_source=said("the queries $Q$", 8)),
                symbol("s4", r"K^{\top}", "structure", ["e1"], meaning="transpose of K"),
                symbol(
                    "s5",
                    "d_{k}",
                    "paper",
                    ["e1", "e3"],
                    meaning="width of a key",
                    meaning_source=said("$d_k$ is the width of a key", 9),
                    senses=[
                        {
                            "meaning": "width of a key",
                            "meaning_source": said("$d_k$ is the width of a key", 9),
                            "gloss": None,
                            "confidence": 0.5,
                            "status": "paper",
                            "equations": ["e1"],
                            "concepts": [],
                        },
                        {
                            "meaning": "distance to the k-th neighbour",
                            "meaning_source": said("$d_k$ denotes the distance to the k-th neighbour", 88),
                            "gloss": None,
                            "confidence": 0.5,
                            "status": "paper",
                            "equations": ["e3"],
                            "concepts": [],
                        },
                    ],
                ),
                symbol("s6", "V", "unknown", ["e1"]),
                symbol("s7", "L", "unknown", ["e2", "e4"]),
                symbol(
                    "s8",
                    r"\beta",
                    "glossary",
                    ["e2", "e3", "e4"],
                    meaning="strength of the KL penalty",
                    gloss={"en": "strength of the KL penalty", "ja": "KL ペナルティの強さ", "origin": "concept"},
                    concepts=[
                        {"id": "policy", "confidence": 0.6, "status": "glossary", "why": usual},
                        {"id": "probability-distribution", "confidence": 0.2, "status": "glossary", "why": usual},
                    ],
                ),
                symbol("s9", r"\operatorname{softmax}", "glossary", ["e1"], meaning="softmax function"),
            ],
            "concepts": [{"id": "policy"}],
            "path": ["probability-distribution", "policy"],
        },
    }
