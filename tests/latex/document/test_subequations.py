"""Groups of equations in groups, and the labels that name them."""

from reader.latex.document.listing import FormulaListing
from reader.latex.document.subequations import Subequations
from reader.model.document import Equation, Formula
from reader.model.source import Span


def listing_of(count: int) -> FormulaListing:
    listing = FormulaListing(lambda file: "")
    add(listing, count)
    return listing


def add(listing: FormulaListing, count: int) -> None:
    for _unused in range(count):
        at = len(listing.equations)
        formula = Formula(f"x_{at}", f"x_{at}", Span("main.tex", at, at + 1))
        listing.equations.append(Equation(f"e-{at}", formula, "equation", True))


def test_a_group_holds_what_was_listed_in_it() -> None:
    listing = listing_of(1)
    groups = Subequations(listing)
    groups.begin("2")
    add(listing, 2)
    groups.end()
    assert [(group.equations, group.number) for group in listing.groups] == [(("e-1", "e-2"), "2")]


def test_the_first_label_names_the_group_and_all_have_its_number() -> None:
    listing = listing_of(0)
    groups = Subequations(listing)
    groups.begin("3")
    for label, number in (("a", "3"), ("other", "7"), ("b", "3")):
        groups.label(label, number)
    add(listing, 1)
    groups.end()
    assert listing.groups[0].label == "a"
    assert listing.numbers == {"a": "3", "b": "3"}
