"""Reading -> an Anki deck (.apkg): of each formula that carries the paper what it rests on, its symbols, then itself.

Needs the package genanki. The cards are in the order in which one would learn them, and ask for what is known for
certain alone. A card keeps its identity when the deck is made anew, so that Anki goes on with what was learned.
"""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from hashlib import blake2b
from html import escape
from itertools import count
from typing import TYPE_CHECKING, Any

import genanki  # type: ignore[import-untyped]

import reader
from reader.output.rows.sheets import Sheet, Sheets, SheetSymbol, credits_of, idea_name, own_words, say
from reader.output.typesetting.marked_latex import Mark, marked_display
from reader.output.typesetting.portable_latex import portable, portable_display
from reader.user.corrections import name_of_paper

if TYPE_CHECKING:
    from glossary import Concept
    from reader.messages import Language
    from reader.output.rows.sheets import Prose, SheetQuote
    from reader.study.study import Study

MOST = 24  # formulas of a deck: more cards than one learns in a month help nobody
ROOM = 1 << 31  # ids of Anki's decks and models
EPOCH = 1_500_000_000  # seconds: from here on notes are dated, by what paper they are of
STYLE = """
.card { font: 19px/1.5 sans-serif; text-align: left; max-width: 42rem; margin: 0 auto; }
.ask { opacity: .75; font-size: 16px; }
.foot { opacity: .65; font-size: 13px; margin-top: 1.5em; border-top: 1px solid; padding-top: .5em; }
.known { opacity: .7; font-size: 15px; }
h4 { margin: 1em 0 .2em; font-size: 15px; opacity: .75; font-weight: 600; }
ul { margin: .2em 0; padding-left: 1.2em; }
blockquote { margin: .2em 0 .2em .4em; padding-left: .8em; border-left: 3px solid; }
"""
ANSWER = '{{FrontSide}}<hr id="answer">{{Answer}}<div class="foot">{{Source}}</div>'
FIELDS = ("Question", "Answer", "Reverse", "ReverseAnswer", "Source")
MODEL = 1_718_230_411  # of all our cards, whatever the paper


def export(study: Study, language: Language = "en") -> bytes:
    """The deck as the content of a file."""
    deck, stamp = Deck(study, language).made()
    with closing(sqlite3.connect(":memory:")) as database:  # genanki's own way leaves a file in the temporary folder
        genanki.Package(deck).write_to_db(database.cursor(), stamp, count(int(stamp * 1000)))
        database.commit()
        collection = database.serialize()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for name, content in (("collection.anki2", collection), ("media", b"{}")):
            packed.writestr(zipfile.ZipInfo(name), content)
    return written.getvalue()


class Deck:
    """The cards of one paper in one language."""

    def __init__(self, study: Study, language: Language) -> None:
        self.study, self.language = study, language
        self.key = name_of_paper(study.reading.paper, study.reading.bundle)
        self.credits = credits_of(study, language)
        self.asked: set[str] = set()  # ideas and symbols that have a card

    def made(self) -> tuple[Any, float]:
        """The deck, and the moment to which its notes are dated."""
        number = int.from_bytes(blake2b(f"{self.key}:{self.language}".encode(), digest_size=4).digest()) % ROOM
        sheets = list(Sheets(self.study, self.language).all())
        chosen = chosen_sheets(sheets, [start.equation for start in self.study.start])
        deck = genanki.Deck(number, f"Tezawari::{self.credits.title}", self._description(len(chosen), len(sheets)))
        for sheet in chosen:
            for note in self._notes(sheet):
                deck.add_note(note)
        return deck, float(EPOCH + number % 100_000_000)

    def _description(self, kept: int, of: int) -> str:
        left_out = [self._say("deck-left-out", kept=kept, left=of - kept)] if 0 < kept < of else []
        nothing = [] if kept else [self._say("deck-empty")]
        made = self._say("made-by", version=reader.__version__)
        return "<br>".join([*map(escape, (*self.credits.lines, *left_out, *nothing)), escape(made)])

    # --- notes ---

    def _notes(self, sheet: Sheet) -> Iterator[Any]:
        """What a formula rests on, its symbols, the formula."""
        for idea in sheet.ideas:
            if f"idea:{idea}" not in self.asked:
                self.asked.add(f"idea:{idea}")
                yield self._idea(self.study.glossary[idea], sheet)
        for symbol in sheet.symbols:
            key = f"{symbol.id}:{plain_key(symbol.meaning)}"
            told = symbol.quote is None and f"idea:{symbol.concept}" in self.asked
            if not (symbol.counts or told or key in self.asked):
                self.asked.add(key)
                yield self._symbol(symbol, sheet)
        if sheet.purpose or sheet.author is not None:
            yield self._formula(sheet)

    def _idea(self, concept: Concept, sheet: Sheet) -> Any:
        number = sheet.rows[0].number
        ask = self._say("ask-idea", number=f"({number})") if number else self._say("ask-idea-unnumbered")
        question = f"<b>{escape(idea_name(concept.id, self.study.glossary, self.language))}</b>"
        return self._note(f"idea:{concept.id}", "idea", f"{question}{asked(ask)}", self._told(concept), sheet)

    def _told(self, concept: Concept) -> str:
        """What a concept is, its formula, and what one feels with numbers in hand."""
        texts = [concept.definition.get(self.language, "")]
        if concept.feel is not None:
            texts.append(concept.feel.ja if self.language == "ja" else concept.feel.en)
        formula = f"\\[{escape(portable_display(concept.formula))}\\]" if concept.formula else ""
        first, *more = (f"<p>{html(own_words(text))}</p>" for text in texts)
        return "".join((first, formula, *more))

    def _symbol(self, symbol: SheetSymbol, sheet: Sheet) -> Any:
        boxed = boxed_display(sheet, symbol.id, self.study)
        ask = self._say("ask-symbol" if boxed is not None else "ask-symbol-alone")
        question = f"\\[{escape(boxed)}\\]" if boxed is not None else f"\\({escape(portable(symbol.latex))}\\)"
        idea = self.study.glossary[symbol.concept] if symbol.concept else None
        rests = f"<p>{html(own_words(idea.definition.get(self.language, '')))}</p>" if idea is not None else ""
        meaning = f"<p>\\({escape(portable(symbol.latex))}\\): <b>{html(symbol.meaning)}</b> {known(symbol)}</p>"
        answer = meaning + self._quoted(symbol.quote) + rests
        return self._note(f"symbol:{symbol.latex}:{sheet.id}", "symbol", f"{question}{asked(ask)}", answer, sheet)

    def _formula(self, sheet: Sheet) -> Any:
        formula = f"\\[{escape(sheet_display(sheet))}\\]"
        listed = symbols_list(sheet.symbols)
        purpose = f"<p><b>{html(sheet.purpose)}</b></p>" if sheet.purpose else ""
        ideas = "、".join if self.language == "ja" else ", ".join
        names = ideas(escape(idea_name(idea, self.study.glossary, self.language)) for idea in sheet.ideas)
        rests = self._headed("rests-on", f"<p>{names}</p>") if names else ""
        told = purpose + self._quoted(sheet.author)
        answer = self._headed("what-for", told) + (self._headed("symbols-here", listed) if listed else "") + rests
        question = f"<b>{escape(sheet.heading)}</b>{formula}{asked(self._say('ask-formula'))}"
        reverse = f"{purpose}{listed}{asked(self._say('ask-write'))}" if purpose else ""
        return self._note(f"formula:{sheet.id}", "formula", question, answer, sheet, reverse, formula)

    def _quoted(self, quote: SheetQuote | None) -> str:
        if quote is None:
            return ""
        title = f"{escape(self._say('author-writes'))} ({escape(quote.place)})"
        return f"<h4>{title}</h4><blockquote>{html(quote.parts)}</blockquote>"

    def _headed(self, key: str, content: str) -> str:
        return f"<h4>{escape(self._say(key))}</h4>{content}" if content else ""

    def _note(self, key: str, tag: str, question: str, answer: str, sheet: Sheet, *reverse: str) -> Any:
        fields = [question, answer, *(reverse or ("", "")), self._source(sheet)]
        tags = ["tezawari", f"tezawari::{tag}", f"tezawari::{''.join(self.key.split()) or 'paper'}"]
        guid = genanki.guid_for("tezawari", self.key, self.language, key)
        return genanki.Note(model(), fields, guid=guid, tags=tags)

    def _source(self, sheet: Sheet) -> str:
        title = escape(self.credits.title)
        named = f'<a href="{escape(self.credits.address)}">{title}</a>' if self.credits.address else title
        return " · ".join((named, escape(sheet.place), *map(escape, self.credits.lines[1:])))

    def _say(self, key: str, **blanks: object) -> str:
        return say(key, self.language, **blanks)


def model() -> Any:
    """One kind of note for all cards; a formula that we can put into words is asked for the other way round, too."""
    asking = "{{#Reverse}}{{Reverse}}{{/Reverse}}"
    back = asking + '<hr id="answer">{{ReverseAnswer}}<div class="foot">{{Source}}</div>'
    return genanki.Model(
        MODEL,
        "Tezawari",
        fields=[{"name": name} for name in FIELDS],
        templates=[
            {"name": "Read", "qfmt": "{{Question}}", "afmt": ANSWER},
            {"name": "Write", "qfmt": asking, "afmt": back},
        ],
        css=STYLE,
    )


def chosen_sheets(sheets: Sequence[Sheet], start: Sequence[str]) -> list[Sheet]:
    """Those that something certain is said of: what carries the paper first, then as the paper has them."""
    worth = [sheet for sheet in sheets if sheet.purpose or any(not symbol.counts for symbol in sheet.symbols)]
    begin = {equation: k for k, equation in enumerate(start)}
    numbers = {id(sheet): min((begin.get(row.id, MOST) for row in sheet.rows), default=MOST) for sheet in worth}
    best = sorted(
        worth, key=lambda each: (numbers[id(each)], not each.purpose, each.author is None, each.rows[0].number is None)
    )[:MOST]
    kept = {id(sheet) for sheet in best}
    first = [sheet for sheet in best if numbers[id(sheet)] < MOST]
    return first + [each for each in worth if id(each) in kept and numbers[id(each)] == MOST]


# --- as Anki shows it ------------------------------------------------------------------------------------------------


def html(parts: Prose) -> str:
    """Words as text, formulas between the marks of Anki's MathJax."""
    return "".join(
        escape(part["text"]) if "text" in part else f"\\({escape(portable(part['latex']))}\\)" for part in parts
    )


def asked(question: str) -> str:
    return f'<p class="ask">{escape(question)}</p>'


def known(symbol: SheetSymbol) -> str:
    return f'<span class="known">({escape(symbol.known)})</span>'


def symbols_list(symbols: Sequence[SheetSymbol]) -> str:
    rows = (f"<li>\\({escape(portable(each.latex))}\\): {html(each.meaning)} {known(each)}</li>" for each in symbols)
    listed = "".join(rows)
    return f"<ul>{listed}</ul>" if listed else ""


def plain_key(parts: Prose) -> str:
    """A meaning by which it is known again."""
    return "".join(part.get("text") or part.get("latex", "") for part in parts)


def sheet_display(sheet: Sheet) -> str:
    """The rows of a statement as one display."""
    whole = marked_display(sheet.rows, {})
    return whole if whole is not None else r"\text{" + re.sub(r"[\\{}$&#%~^_]", " ", sheet.rows[0].formula.latex) + "}"


def boxed_display(sheet: Sheet, symbol: str, study: Study) -> str | None:
    """The same with the first place of a symbol boxed; None where it has no place there."""
    for row in sheet.rows:
        here = (each for each in study.reading.annotations_in(row.id) if each.symbol.id == symbol)
        places = [place for each in here for place in each.symbol.occurrences if place.equation == row.id]
        if places:
            mark = Mark(places[0].start, places[0].end, r"{\boxed{", "}}")
            boxed = marked_display(sheet.rows, {row.id: [mark]})
            return boxed if boxed and r"\boxed" in boxed else None
    return None
