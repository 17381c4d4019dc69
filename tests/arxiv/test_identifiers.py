from __future__ import annotations

import pytest

from reader.arxiv.identifiers import ArxivIdentifier, find_identifier, parse_identifier
from reader.errors import UnknownIdentifier

FORMS = [
    # new scheme
    ("1706.03762", "1706.03762"),
    ("1706.03762v7", "1706.03762v7"),
    ("1706.03762V7", "1706.03762v7"),
    ("0704.0001", "0704.0001"),
    ("1412.6980v9", "1412.6980v9"),
    ("1501.00001", "1501.00001"),
    ("  2305.18290\n", "2305.18290"),
    ("１７０６．０３７６２ｖ７", "1706.03762v7"),
    ("１７０６。０３７６２", "1706.03762"),
    ("hepーth・9901001", "hep-th/9901001"),
    # old scheme
    ("hep-th/9901001", "hep-th/9901001"),
    ("hep-th/9901001v2", "hep-th/9901001v2"),
    ("HEP-TH/9901001", "hep-th/9901001"),
    ("math.GT/0309136", "math/0309136"),
    ("math.GT/0309136v1", "math/0309136v1"),
    ("cs.CL/0703001", "cs/0703001"),
    ("cond-mat.stat-mech/0203227", "cond-mat/0203227"),
    ("physics.data-an/0407111", "physics/0407111"),
    ("hep-th9901001", "hep-th/9901001"),  # bulk archives
    ("hep-th_9901001v1", "hep-th/9901001v1"),  # our own file names
    # prefixes
    ("arXiv:1706.03762", "1706.03762"),
    ("arxiv: 1706.03762v7", "1706.03762v7"),
    ("ARXIV:hep-th/9901001", "hep-th/9901001"),
    ("arXiv 1706.03762", "1706.03762"),
    ("arXiv.1706.03762", "1706.03762"),
    ("arXiv:1706.03762v7 [cs.CL] 2 Aug 2023", "1706.03762v7"),
    ("oai:arXiv.org:1706.03762", "1706.03762"),
    ("10.48550/arXiv.1706.03762", "1706.03762"),
    ("doi:10.48550/arXiv.1706.03762v7", "1706.03762v7"),
    ("https://doi.org/10.48550/arXiv.1706.03762", "1706.03762"),
    ("http://dx.doi.org/10.48550/ARXIV.HEP-TH/9901001", "hep-th/9901001"),
    # addresses
    ("https://arxiv.org/abs/1706.03762", "1706.03762"),
    ("http://arxiv.org/abs/1706.03762v7", "1706.03762v7"),
    ("arxiv.org/abs/1706.03762/", "1706.03762"),
    ("https://www.arxiv.org/abs/1706.03762", "1706.03762"),
    ("https://export.arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
    ("https://arxiv.org/pdf/1706.03762", "1706.03762"),
    ("https://arxiv.org/pdf/1706.03762v7.pdf", "1706.03762v7"),
    ("https://arxiv.org/pdf/hep-th/9901001v1.pdf#page=3", "hep-th/9901001v1"),
    ("https://arxiv.org/pdf/1706.03762.pdf?download=1", "1706.03762"),
    ("https://arxiv.org/html/1706.03762v7#S3.E1", "1706.03762v7"),
    ("https://arxiv.org/src/1706.03762", "1706.03762"),
    ("https://arxiv.org/e-print/1706.03762v7", "1706.03762v7"),
    ("https://arxiv.org/e-print/1706.03762v7.tar.gz", "1706.03762v7"),
    ("https://arxiv.org/format/1706.03762", "1706.03762"),
    ("https://arxiv.org/ps/hep-th/9901001", "hep-th/9901001"),
    ("https://arxiv.org/ftp/arxiv/papers/1706/1706.03762.pdf", "1706.03762"),
    ("https://arxiv.org/1706.03762", "1706.03762"),
    ("https://ar5iv.labs.arxiv.org/html/1706.03762", "1706.03762"),
    ("https://ar5iv.org/abs/1706.03762", "1706.03762"),
    ("https://www.alphaxiv.org/abs/1706.03762v7", "1706.03762v7"),
    ("https://www.alphaxiv.org/ja/overview/1706.03762", "1706.03762"),
    ("https://huggingface.co/papers/1706.03762", "1706.03762"),
    ("https://www.arxiv-vanity.com/papers/1706.03762/", "1706.03762"),
    ("HTTPS://ARXIV.ORG/ABS/1706.03762", "1706.03762"),
    ("<https://arxiv.org/abs/1706.03762>", "1706.03762"),
    ("“1706.03762”", "1706.03762"),
    ("1706.03762.", "1706.03762"),
]

NONSENSE = [
    "", " ", "attention", "attention is all you need", "1706", "1706.", "1706.037", "1706.0376", "1412.06980",
    "1713.03762", "0703.0001", "9912.0001", "1706.03762v0", "1706.03762v", "1706.037621", "foo/9901001",
    "hep-th/9913001", "hep-th/1001001", "hep-th/990100", "https://arxiv.org/", "https://arxiv.org/list/cs.CL/recent",
    "https://example.com/abs/1706.03762", "10.1000/182", "paper.tex", "../1706.03762", "1706.03762; rm -rf",
    "1706.03762 2305.18290",
]  # fmt: skip


@pytest.mark.parametrize(("text", "identifier"), FORMS)
def test_every_form_is_read(text: str, identifier: str) -> None:
    found = parse_identifier(text)
    assert str(found) == identifier
    assert parse_identifier(str(found)) == found
    assert parse_identifier(found.file_name) == found
    assert not set(found.file_name) & set('/\\:*?"<>|')


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_gets_one_sentence(text: str) -> None:
    with pytest.raises(UnknownIdentifier) as caught:
        parse_identifier(text)
    sentence = str(caught.value)
    assert sentence.startswith(f"“{text.strip()}” is neither")
    assert "\n" not in sentence


NAMED = {
    "arXiv preprint arXiv:1706.03762, 2017.": "1706.03762",
    "ArXiv, abs/1810.04805v2.": "1810.04805v2",
    r"\url{https://arxiv.org/pdf/2305.18290.pdf}": "2305.18290",
    r"\href{http://arxiv.org/abs/hep-th/9901001}{hep-th}": "hep-th/9901001",
    "arXiv:math.GT/0309136": "math/0309136",
    "doi:10.48550/arXiv.2106.09685 [cs.CL]": "2106.09685",
    "arXiv, see arXiv: 1412.6980http": "1412.6980",
    "arXiv:1713.03762 is none, arXiv:1706.03762 is one": "1706.03762",
    "Nature 1706.03762": None,
    "arXiv:1706.037621": None,
    "arXiv preprint, 2017.": None,
    "arXiv:foo/9901001": None,
}


@pytest.mark.parametrize("text", NAMED)
def test_what_a_text_names(text: str) -> None:
    found = find_identifier(text)
    assert (str(found) if found is not None else None) == NAMED[text]


def test_identifiers_sort_by_version_number() -> None:
    names = [ArxivIdentifier("1706.03762", version) for version in (10, 9, 2)]
    assert [identifier.version for identifier in sorted(names)] == [2, 9, 10]
