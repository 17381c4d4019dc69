"""The same formula elsewhere, and one paper's letters in another's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import glossary
from reader.cli import main
from reader.errors import LibraryError
from reader.library import counterparts
from reader.library.counterparts import find_counterparts, first_counterpart
from reader.library.store import Library
from reader.library.translation import reason_text, translate

Put = Callable[..., str]
OURS = r"""Let $\eta$ be the learning rate and $\theta$ the parameters.
\begin{equation} \theta_{t+1} = \theta_t - \eta \nabla f(\theta_t) \end{equation}
Let $\pi$ be the policy."""
THEIRS = r"""Let $\alpha$ be the learning rate and $w$ the parameters.
\begin{equation} w_{k+1} = w_k - \alpha \nabla g(w_k) \end{equation}"""
OTHER_SHAPE = r"\begin{equation} w_{k+1} = w_k - \alpha \nabla g(w_1) \end{equation}"
ONE_SIDE = r"\begin{equation} v \le w_k - \alpha \nabla g(w_k) \end{equation}"


def test_the_same_formula_is_found_in_its_letters(library: Library, put: Put) -> None:
    ours, theirs = put("Ours", OURS), put("Theirs", THEIRS)
    put("Other", OTHER_SHAPE)
    found = [each for each in find_counterparts(library, ours, "1") if not each.block]
    assert [each.place.paper for each in found] == [theirs]
    pairs = {pair.here: pair.there for pair in found[0].pairs}
    assert pairs == {r"\theta": "w", "t": "k", r"\eta": r"\alpha", "f": "g"}
    told = {pair.here: (pair.means_here, pair.means_there) for pair in found[0].pairs}
    assert told[r"\eta"] == ("learning rate", "learning rate")
    assert not found[0].side


def test_one_side_of_a_relation_is_found(library: Library, put: Put) -> None:
    ours, side = put("Ours", OURS), put("Side", ONE_SIDE)
    found = [each for each in find_counterparts(library, ours, "1") if each.place.paper == side and each.side]
    assert len(found) == 1
    assert {pair.here: pair.there for pair in found[0].pairs} == {
        r"\theta": "w", "t": "k", r"\eta": r"\alpha", "f": "g",
    }  # fmt: skip


def test_a_block_is_found_with_its_slots_aligned(library: Library, put: Put) -> None:
    softmax = r"\begin{equation} p_i = \frac{\exp(z_i)}{\sum_j \exp(z_j)} \end{equation}"
    inside = r"\begin{equation} L = - \log \frac{\exp(s_k)}{\sum_m \exp(s_m)} + c \end{equation}"
    ours, theirs = put("Ours", softmax), put("Theirs", inside)
    found = find_counterparts(library, ours, "1")
    assert [(each.place.paper, each.block) for each in found] == [(theirs, "softmax")]
    assert {pair.slot: (pair.here, pair.there) for pair in found[0].pairs}


def test_a_block_that_is_a_small_part_makes_no_counterpart(library: Library, put: Put) -> None:
    one = r"\begin{equation} R = \sum_{y} P(y \mid x) \left( a_y + \sqrt{b_y} + \frac{c_y}{d} \right) \end{equation}"
    other = r"\begin{equation} \log P(u \mid v) = \int_0^1 f(t) g(t, u) \sin(h t) dt + k v \end{equation}"
    ours = put("Ours", one)
    put("Theirs", other)
    assert find_counterparts(library, ours, "1") == ()
    assert first_counterpart(library, ours) is None


def test_a_giant_formula_is_found_but_not_compared(
    library: Library, put: Put, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, theirs = put("Ours", OURS), put("Theirs", THEIRS)
    monkeypatch.setattr(counterparts, "COMPARED", 60)
    found = [each for each in find_counterparts(library, ours, "1") if not each.block]
    assert [(each.place.paper, each.pairs, each.is_long) for each in found] == [(theirs, (), True)]
    monkeypatch.setenv("TEZAWARI_DATA", str(library.file.parent))
    assert main(["library", "elsewhere", ours, "1"]) == 0
    assert "too long to be compared" in capsys.readouterr().out


def test_the_first_formula_with_a_counterpart_is_found(library: Library, put: Put) -> None:
    alone = r"\begin{equation} \sum_i a_i^3 + \sqrt{b} = \log c \end{equation}"
    ours = put("Ours", alone + OURS)
    assert first_counterpart(library, ours) is None
    put("Theirs", THEIRS)
    with library.reading() as connection:
        names = [row["name"] for row in connection.execute("SELECT name FROM equations ORDER BY id LIMIT 2")]
    assert first_counterpart(library, ours) == names[1]
    assert first_counterpart(library, ours, names[:1]) is None
    softmax = r"\begin{equation} %s = \frac{\exp(%s_i)}{\sum_j \exp(%s_j)} \end{equation}"
    blocks = put("Blocks", softmax % ("p", "z", "z"))
    put("More", softmax % ("L", "s", "s") + " and so on")
    assert first_counterpart(library, blocks) is not None


def test_a_small_formula_is_not_looked_for(library: Library, put: Put) -> None:
    ours = put("Ours", r"\begin{equation} x = y \end{equation}")
    put("Theirs", r"\begin{equation} a = b \end{equation}")
    assert find_counterparts(library, ours, "1") == ()


def test_a_formula_that_is_not_there_is_said(library: Library, put: Put) -> None:
    with pytest.raises(LibraryError) as caught:
        find_counterparts(library, put("Ours", OURS), "77")
    assert caught.value.kind == "no-such-equation"


def test_one_notation_in_another(library: Library, put: Put) -> None:
    found = translate(library, put("Ours", OURS), put("Theirs", THEIRS))
    rate = next(each for each in found.translations if each.concept == "learning-rate")
    assert ([sign.latex for sign in rate.first], [sign.latex for sign in rate.second]) == ([r"\eta"], [r"\alpha"])
    assert rate.reason == "concept"
    assert not rate.same_letters
    assert reason_text(rate, glossary.load(), "en") == "both are: learning rate"


def test_what_each_paper_says_of_one_idea_is_told(library: Library, put: Put) -> None:
    theirs = THEIRS.replace("learning rate", "step size")
    found = translate(library, put("Ours", OURS), put("Theirs", theirs))
    rate = next(each for each in found.translations if each.concept == "learning-rate")
    assert reason_text(rate, glossary.load(), "en") == "both are: learning rate (“learning rate” – “step size”)"


def test_the_same_words_will_do_where_no_concept_is_known(library: Library, put: Put) -> None:
    words = r"Here $%s$ is the viscosity of honey. \begin{equation} %s = 2 \end{equation}"
    found = translate(library, put("A", words % ("h", "h")), put("B", words % ("q", "q")))
    shared = [each for each in found.translations if each.reason == "words"]
    assert [(each.first[0].latex, each.second[0].latex) for each in shared] == [("h", "q")]


def test_one_letter_for_two_things_is_told(library: Library, put: Put) -> None:
    rate = r"Let $\eta$ be the learning rate. \begin{equation} w = \eta \end{equation}"
    noise = r"Let $\eta$ be the temperature of the softmax. \begin{equation} w = \eta \end{equation}"
    found = translate(library, put("A", rate), put("B", noise))
    assert [friend.first.latex for friend in found.false_friends] == [r"\eta"]
