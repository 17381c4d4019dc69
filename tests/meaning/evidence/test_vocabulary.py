"""What the prose says, word by word and phrase by phrase."""

from pathlib import Path

import pytest
from small_glossary import build

from reader.meaning.evidence.vocabulary import Vocabulary
from reader.model.document import Passage

PROSE = (
    "The Agents learn; an $n$-dimensional reward",
    "shapes their policy gradient steps.",
    r"Moore--Penrose in the Poincar{\'e} ball of R\'enyi's~order",
)


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    passages = [Passage.of_words(text, "main.tex") for text in PROSE]
    folder: Path = tmp_path_factory.mktemp("glossary")
    return Vocabulary(passages, build(folder))


SAID = [
    ("agent", True),  # the beginning of a word, in whatever case
    ("gent", False),
    ("policy gradient", True),
    ("policy grad", True),
    ("olicy gradient", False),
    ("gradient policy", False),
    ("reward shapes", True),  # over the end of a passage
    ("$n$-dimensional", True),
    ("poincaré ball", True),  # as TeX writes it
    ("rényi's order", True),
    ("rényi’s order", True),
    ("moore-penrose", True),
    ("moore–penrose", True),
    ("penrose-moore", False),
]


@pytest.mark.parametrize(("words", "said"), SAID)
def test_words(vocabulary: Vocabulary, words: str, said: bool) -> None:
    assert vocabulary.says_word(words) == said
    assert vocabulary.says_word(words) == said  # from memory


def test_layers(vocabulary: Vocabulary) -> None:
    assert vocabulary.speaks_of("ground")  # has no words of its own
    assert not vocabulary.speaks_of("street")
    assert vocabulary.speaks_of("unheard of")


def test_a_word_in_passing_tells_nothing_of_a_book(tmp_path: Path) -> None:
    glossary = build(tmp_path)

    def telling(pages: int) -> bool:
        text = "One agent. " + "The numbers of the ledger. " * 100 * pages
        passage = Passage.of_words(text, "main.tex")
        return Vocabulary([passage], glossary).tells("agent")

    assert telling(1) and not telling(40)


TONGUES = [
    ("The pendulum swings with a period that is measured by the clock, and this is the length from which", False),
    ("La pièce est lancée plusieurs fois de suite et on note pour chaque essai le résultat dans une table", True),
    ("Das Pendel schwingt mit einer Periode, die wir messen, und der Faden ist so lang wie der Stab selbst", True),
    ("钟摆以一定的周期摆动 and 线的长度 is measured, 我们测量周期", False),  # its phrases are known
]


@pytest.mark.parametrize(("prose", "foreign"), TONGUES)
def test_prose_in_another_language_is_told(prose: str, foreign: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    passages = [Passage.of_words(prose, "main.tex")] * 15
    folder = build(tmp_path_factory.mktemp("glossary"))
    assert Vocabulary(passages, folder).is_foreign is foreign
    assert not Vocabulary(passages[:1], folder).is_foreign  # too few words to tell
