"""A glossary of a dozen concepts and notations, so that tests of linking do not hang on the real rows."""

from pathlib import Path

from glossary import Glossary
from glossary.loader import assemble

LAYERS = """
[ground]
[game]
stands_on = ["ground"]
words = ["reinforcement"]
closed = true
[street]
stands_on = ["ground"]
words = ["street"]
"""
CONCEPTS = {  # layer -> concept -> (Japanese name, English aliases)
    "ground": {
        "softmax": ("ソフトマックス関数", ["softmax function", "normalised exponential"]),
        "temperature": ("温度", []),
        "weight-matrix": ("重み行列", []),
        "attention-head": ("アテンションヘッド", ["head"]),
        "head-count": ("ヘッド数", ["number of heads", "number of attention heads"]),
        "value-function": ("価値関数", []),
        "value": ("バリュー", ["value"]),
        "loss-function": ("損失関数", ["loss"]),
        "kl-divergence": ("KL ダイバージェンス", ["KL divergence", "Kullback–Leibler divergence"]),
        "activation": ("活性", []),
        "learning-rate": ("学習率", ["step size"]),
        "one-hot-vector": ("ワンホットベクトル", []),
        "mean": ("平均", []),
        "variance": ("分散", []),
        "function": ("関数", ["mapping"]),
        "vector": ("ベクトル", []),
        "matrix": ("行列", []),
        "set": ("集合", []),
        "derivative": ("微分", []),
        "multiplication": ("掛け算", []),
        "cartesian-product": ("直積", []),
        "matrix-entry": ("行列の成分", []),
        "vector-component": ("ベクトルの成分", []),
        "eulers-number": ("ネイピア数", []),
        "constant": ("定数", []),
        "index": ("添字", []),
        "dimension": ("次元", []),
        "gradient": ("勾配", []),
        "cardinality": ("要素数", []),
        "absolute-value": ("絶対値", []),
        "learned-policy": ("方策", ["policy"]),
        "kl-coefficient": ("KL 係数", []),
    },
    "game": {"state": ("状態", ["game state", "quest"])},
    "street": {"lamp": ("街灯", ["street lamp"])},
}
NOTATIONS = r"""
[[notation]]
symbol = '|\cdot|'
concept = "absolute-value"
confidence = 0.65
why = { en = "bars round a number", ja = "縦棒" }

[[notation]]
symbol = '\nabla'
concept = "gradient"
confidence = 0.9
why = { en = "an upside-down triangle takes the gradient", ja = "逆三角形は勾配です" }

[[notation]]
symbol = 'g_{t}'
concept = "gradient"
near = ['g_{s}']
confidence = 0.8
why = { en = "g is a gradient", ja = "g は勾配です" }

[[notation]]
symbol = 'g_{i}'
concept = "activation"
confidence = 0.8
why = { en = "g is an activation", ja = "g は活性です" }

[[notation]]
base = '\eta'
concept = "learning-rate"
words = ["learning rate"]
without = ["applied"]
confidence = 0.8
why = { en = "eta is often the learning rate", ja = "η は学習率によく使われます" }

[[notation]]
symbol = '\beta'
concept = "kl-coefficient"
near = ['\pi_{\mathrm{ref}}']
categories = ["cs"]
confidence = 0.8
why = { en = "beside a reference policy it weighs the divergence", ja = "参照方策のそばでは KL の重みです" }

[[notation]]
symbol = '\sigma'
concept = "softmax"
traits = ["applied"]
kind = "identifier"
confidence = 0.4
why = { en = "sometimes", ja = "ときどき" }
"""


UNFIT = {"vector": ["applied", "calligraphic"]}


def build(folder: Path) -> Glossary:
    (folder / "concepts").mkdir()
    (folder / "notations").mkdir()
    (folder / "layers.toml").write_text(LAYERS, encoding="utf-8")
    (folder / "notations/all.toml").write_text(NOTATIONS, encoding="utf-8")
    for layer, concepts in CONCEPTS.items():
        rows = "".join(_row(concept, *names) for concept, names in concepts.items())
        (folder / f"concepts/{layer}.toml").write_text(rows, encoding="utf-8")
    return assemble(folder)


def _row(concept: str, japanese: str, aliases: list[str]) -> str:
    english = concept.replace("-", " ")
    name = f'{{ en = "{english}", ja = "{japanese}" }}'
    row = f"[{concept}]\nname = {name}\nphrase = {name}\naliases = {{ en = {aliases!r}, ja = [] }}\n"
    return row + f"unfit = {UNFIT.get(concept, [])!r}\n"
