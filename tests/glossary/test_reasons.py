"""Reasons of prerequisites and of notations: they say more than a name, and more than that a letter is usual."""

import glossary

GLOSSARY = glossary.load()


def only_names(why, concept):
    """Whether an English reason says no more than the name of what it requires ("it is an entropy")."""
    what = why.lower().removeprefix("it is ").removeprefix("a ").removeprefix("an ")
    names = {concept.name["en"].split(" (")[0].lower(), *(alias.lower() for alias in concept.aliases.get("en", ()))}
    return why.startswith("it is ") and what in names


def test_a_reason_that_only_names_is_told_from_one_that_reasons():
    entropy = GLOSSARY.concepts["entropy"]
    assert only_names("it is an entropy", entropy)
    assert not only_names("the spread over meanings is measured by an entropy", entropy)
    assert not only_names("entropy", entropy)


def test_reasons_say_more_than_a_name():
    bare = [
        f"{concept.id}: {needed.why['en']}"
        for concept in GLOSSARY.concepts.values()
        for needed in concept.requires
        if only_names(needed.why["en"], GLOSSARY.concepts[needed.concept])
    ]
    assert not bare, "\n".join(bare)


def only_usual(why):
    """Whether an English reason says no more than that people write so ("η is the usual letter for the step")."""
    return " is the usual " in why and not any(mark in why for mark in ";:,")


def test_a_reason_of_a_notation_says_more_than_that_it_is_usual():
    assert only_usual("η is the usual letter for the learning rate")
    assert not only_usual("θ is the usual letter of an angle: by so much it turns")
    assert not [n.symbol or n.base for n in GLOSSARY.notations if only_usual(n.why.get("en", ""))]
