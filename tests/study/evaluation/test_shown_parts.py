"""Which parts of a run have their values in the formula: few, outermost first, only what one can move."""

import pytest

from reader.formula.semantics.parser import read_meaning
from reader.formula.syntax.parsing import parse_formula
from reader.output.page.bench_runs import computed
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.planning.planner import make_plan
from reader.study.evaluation.shown_parts import parts_shown


def shown(latex: str, boxes: tuple[str, ...] = ()) -> list[str]:
    plan = make_plan(read_meaning(parse_formula(latex)), Knowledge())
    steps = computed(plan)
    places = [(each.start, each.end) for each in steps]
    boxed = [(latex.index(each), latex.index(each) + len(each)) for each in boxes]
    return [latex[slice(*places[k])] for k in parts_shown(plan, steps, places, boxed)]


@pytest.mark.parametrize(
    ("latex", "boxes", "parts"),
    [
        (r"\log(a b + c)", (), ["a b + c", "a b"]),
        (r"a b + \frac{1}{2} c", (), ["a b", r"\frac{1}{2} c"]),  # a half is a half whatever one does
        (r"\exp(a b) + c d", ("a b", "c d"), ["a b", "c d"]),
        (r"\exp(a b) + c d", ("a b",), [r"\exp(a b)", "a b", "c d"]),  # one box alone says little
        ("a b + c d + g h + k l + m n + a c h", (), ["a b", "c d", "g h", "k l", "a c h"]),
        (r"\log \log \log \log \log \log a", (), [r"\log \log \log \log \log a", r"\log \log \log \log a",
                                                  r"\log \log \log a", r"\log \log a"]),
        (r"\log a", (), []),
    ],
)  # fmt: skip
def test_parts_whose_values_are_shown(latex: str, boxes: tuple[str, ...], parts: list[str]) -> None:
    assert shown(latex, boxes) == parts
