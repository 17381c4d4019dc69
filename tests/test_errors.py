from __future__ import annotations

import pickle
import re

import pytest

from reader.errors import NoTexFound
from reader.messages import LANGUAGES, table


def test_an_error_comes_back_whole_from_a_worker_process() -> None:
    error = NoTexFound("path-missing", path="x.tex")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is NoTexFound
    assert (again.kind, again.arguments, str(again)) == (error.kind, error.arguments, str(error))


@pytest.mark.parametrize("subject", ["errors", "problems"])
def test_both_languages_name_the_same_things_in_one_sentence(subject: str) -> None:
    for kind, row in table(subject).items():
        assert set(row) == set(LANGUAGES), kind
        blanks = {language: set(re.findall(r"\{(\w+)\}", row[language])) for language in LANGUAGES}
        assert blanks["en"] == blanks["ja"], kind
        assert row["ja"].endswith("。"), kind
        assert "\n" not in row["en"] + row["ja"], kind
