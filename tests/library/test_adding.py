"""What papers of the library are called."""

from __future__ import annotations

import pytest

from reader.library.adding import shown_title


@pytest.mark.parametrize(
    ("key", "title", "shown"),
    [
        ("local:0123456789ab:draft.tex", "", "draft.tex"),
        ("local:0123456789ab:a:b.tex", "", "a:b.tex"),
        ("local:0123456789ab:draft.tex", "Gates", "Gates"),
        ("1706.03762v1", "", "1706.03762v1"),
    ],
)
def test_a_paper_without_a_title_goes_by_its_file(key: str, title: str, shown: str) -> None:
    assert shown_title(key, title) == shown
