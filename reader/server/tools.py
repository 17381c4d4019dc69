"""The questions that other programs ask of papers. Each method is one tool; its docstring is what a program reads.

They give JSON as text, at most ``pieces.MOST`` characters. What was copied out of a paper is ``{"paper_text": ...}``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from itertools import islice
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from reader.errors import ReaderError
from reader.messages import error_text, sentences
from reader.model.lookup import find_equation, find_symbol
from reader.output.rows.report import concept_name, how_known, said
from reader.output.rows.sheets import Sheet, Sheets, with_dollars
from reader.output.rows.speech import skeleton_rows
from reader.output.rows.symbols import part_row, symbol_in
from reader.output.typesetting.quotation import Quotations
from reader.output.typesetting.run_sentences import giving, refusal_text, why
from reader.server.pieces import BadCursor, Row, answer, cut, numbers, paper_text, whole
from reader.study.evaluation.refusal import Refusal
from reader.study.runs import UnknownName, run_equation
from reader.study.walkthrough.known import annotations_of_rows

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.model.annotations import Annotation
    from reader.model.document import Equation
    from reader.server.papers import OpenPapers
    from reader.study.study import Study

P = ParamSpec("P")
FOUND = 100  # results of a search that are gone through
say = sentences("server")


class Unanswered(Exception):
    """A question that has no answer, and why in one sentence."""


def question(ask: Callable[Concatenate[Tools, P], str]) -> Callable[Concatenate[Tools, P], str]:
    """One question at a time; what goes wrong is one sentence."""

    @wraps(ask)
    def asked(self: Tools, /, *args: P.args, **kwargs: P.kwargs) -> str:
        with self.papers.lock:
            try:
                return ask(self, *args, **kwargs)
            except ReaderError as error:
                raise Unanswered(error_text(error, self.language)) from error
            except BadCursor as error:
                raise Unanswered(say("bad-cursor", self.language)) from error

    return asked


class Tools:
    """The tools of one server, in one language."""

    def __init__(self, papers: OpenPapers, language: Language) -> None:
        self.papers, self.language = papers, language

    @question
    def formulas(self, paper: str, cursor: str = "") -> str:
        """List the displayed formulas of a paper: id, printed number, section, LaTeX without the author's macros, and
        what each is for, where that is known. `paper` is an arXiv id, "example", or a name that this server was started
        with. `start` are the formulas that carry the paper. Where `next` is not null, call again with it as `cursor`.
        """
        study = self.papers.study(paper)
        sheets = Sheets(study, self.language)
        head = {**self._paper(study), "start": [each.equation for each in study.start]}
        return answer(head, "formulas", sheets.statements(), cursor, lambda rows: self._listed(sheets.sheet(rows)))

    @question
    def formula(self, paper: str, formula: str, cursor: str = "") -> str:
        """Tell one formula of a paper: its LaTeX, what it is for, the author's sentence, its skeleton (the formula
        folded into one line, with names for the boxes in it), the ideas below it, and its symbols with what each means
        here and how that is known. `formula` is its id, printed number or label.
        """
        study = self.papers.study(paper)
        equation = self._equation(study, formula)
        sheet = Sheets(study, self.language).of(equation)
        skeleton = skeleton_rows(equation, study)
        head = {
            **self._listed(sheet),
            "place": sheet.place,
            "author": paper_text(with_dollars(sheet.author.parts), sheet.author.place) if sheet.author else None,
            "skeleton": [{"latex": cut(row["latex"]), "boxes": row["boxes"][:20]} for row in skeleton[:4]],
            "ideas": [self._named(idea, study) for idea in sheet.ideas],
        }
        symbols = annotations_of_rows(equation, study)
        return answer(head, "symbols", symbols, cursor, lambda each: self._symbol_row(each, equation, study))

    @question
    def symbol(self, paper: str, symbol: str, formula: str = "") -> str:
        """Tell what a symbol means in a paper, how that is known, the sentence that says so, the concept that it rests
        on, what its places in the formulas show, and the values that the authors give it. `symbol` is its LaTeX.
        Name a `formula` where it may mean different things. A status of "unknown" is an answer: nothing is claimed.
        """
        study = self.papers.study(paper)
        annotation = find_symbol(study.reading.annotations, symbol)
        if annotation is None:
            raise Unanswered(say("no-symbol", self.language, symbol=symbol))
        equation = self._equation(study, formula) if formula else None
        row = self._symbol_row(annotation, equation, study)
        parts = part_row(annotation, study.parts, study.places, self.language)
        values = [{"value": each["value"], **paper_text(each["source"]["sentence"])}
                  for each in parts["values"] if each["source"]]  # fmt: skip
        places = list(dict.fromkeys(each.equation for each in annotation.symbol.occurrences))
        return whole(
            {**row, "part": parts["part"], "values": values[:5], "formulas": places[:30], "count": len(places)}
        )

    @question
    def concept(self, concept: str, cursor: str = "") -> str:
        """Explain a concept of the glossary: definition, formula, what one notices with numbers in hand, and what to
        know first, with the reasons. `concept` is an id or a name in English or Japanese.
        """
        glossary = self.papers.choice.load().glossary
        found = glossary[self._concept_id(concept)]
        feel = found.feel and {"en": found.feel.en, "ja": found.feel.ja}[self.language]
        needs = [
            {"concept": need.concept, "kind": need.kind, "why": need.why.get(self.language, "")}
            for need in found.requires
        ]
        row = {
            "concept": found.id,
            "name": dict(found.name),
            "layer": found.layer,
            "definition": found.definition.get(self.language, ""),
            "formula": found.formula,
            "feel": feel,
        }
        return answer(row, "requires", needs, cursor)

    @question
    def path(self, concept: str, cursor: str = "") -> str:
        """Give the short path to a concept: what to learn first, in stages, and who needs each thing and why."""
        from glossary.paths.lessons import short_path

        glossary = self.papers.choice.load().glossary
        way = short_path(glossary, self._concept_id(concept))
        rows = (
            {
                "learn": lesson.text.get(self.language, ""),
                "concepts": [
                    {"concept": each, "name": concept_name(each, glossary, self.language),
                     **({"for": way.why[each][0], "why": way.why[each][1].get(self.language, "")}
                        if each in way.why else {})}
                    for each in lesson.concepts
                ],
            }
            for lesson in way.lessons
        )  # fmt: skip
        return answer({"goal": way.goal, "everybody_brings": list(way.foundations)}, "stages", rows, cursor)

    @question
    def search(self, words: str, cursor: str = "") -> str:
        """Search the reader's library, the papers that were read on this machine: words, a concept's name, or LaTeX of
        a formula (`?` stands for anything). Gives paper, formula and what fits.
        """
        from reader.library.searching import search

        rows = (
            {
                "kind": hit.kind,
                "paper": hit.paper,
                "title": paper_text(hit.title),
                **({"formula": hit.place.equation, "number": hit.place.number, "latex": cut(hit.place.latex)}
                   if hit.place else {}),
                **({"symbol": hit.symbol, "meaning": paper_text(hit.meaning)} if hit.symbol else {}),
            }
            for hit in search(words, FOUND, self.papers.choice.load())
        )  # fmt: skip
        return answer({"words": cut(words)}, "found", rows, cursor)

    @question
    def run(
        self, paper: str, formula: str, values: dict[str, float] | None = None, seed: int = 0, cursor: str = ""
    ) -> str:
        """Compute a formula on small numbers and tell the value of every part. `values` sets sizes, and inputs that are
        one number, by their LaTeX: "d_k" to 4, say. All other numbers are made up from `seed`, unless `why` says that
        the paper gives them. What does not run says why.
        """
        study = self.papers.study(paper)
        equation = self._equation(study, formula)
        try:
            done = run_equation(equation, study, seed, values)
        except Refusal as refusal:
            raise Unanswered(refusal_text(refusal, self.language)) from None
        except UnknownName as unknown:
            known = ", ".join(unknown.known) or "–"
            raise Unanswered(say("no-input", self.language, name=unknown.name, known=known)) from None
        inputs = [
            {"latex": each.latex, "value": numbers(value),
             "why": why(each, self.language, giving(each, equation, study.given))}
            for each, value in zip(done.plan.inputs, done.inputs, strict=True)
        ]  # fmt: skip
        results = [
            {"latex": name or step.latex, "value": numbers(done.of(step).tolist())}
            for name, step in zip(done.plan.names, done.plan.results, strict=True)
        ]
        steps = ({"latex": cut(step.latex), "value": numbers(done.of(step).tolist())} for step in done.plan.steps)
        head = {"formula": equation.id, "sizes": dict(done.plan.sizes), "inputs": inputs[:20], "results": results}
        return answer(head, "parts", steps, cursor)

    @question
    def propose_meaning(
        self, paper: str, formula: str, symbol: str, meaning: str, quote: str, concept: str = ""
    ) -> str:
        """Propose what a symbol of a formula means where nothing sure is known. `quote` must be the author's own words
        (8 to 400 characters, verbatim) that say so; `concept` may name one of the glossary. It is checked: the
        quotation must stand in the paper and speak of the symbol, the symbol must stand in the formula, the words must
        be borne by the quotation. What passes is kept as a correction that is marked as a program's, and the reader
        sees it so; what does not is refused with the reason. What the author defines, and what the reader corrected,
        stays.
        """
        from reader.server.proposing import propose

        study = self.papers.study(paper)
        equation = self._equation(study, formula)
        return whole(propose(study, equation, symbol, meaning, quote, concept, self.language))

    # --- parts of answers ---

    def _paper(self, study: Study) -> Row:
        from reader.output.rows.reading import ReadingRows

        row = ReadingRows(study, self.language).head()["paper"]
        keys = ("id", "licence", "abstract_url")
        authors = [cut(author)[:100] for author in row["authors"][:20]]
        title = paper_text(row["title"] or row["main"])
        return {"paper": {"title": title, "authors": authors, **{key: row[key] for key in keys}}}

    def _listed(self, sheet: Sheet) -> Row:
        first = sheet.rows[0]
        return {
            "formula": first.id,
            "number": first.number,
            "rows": [row.id for row in sheet.rows][:20],
            "section": cut(sheet.rows[0].section),
            "latex": cut(" \\\\ ".join(row.formula.expanded.strip() for row in sheet.rows)),
            "purpose": cut(with_dollars(sheet.purpose)) or None,
        }

    def _symbol_row(self, annotation: Annotation, equation: Equation | None, study: Study) -> Row:
        row = symbol_in(annotation, equation, study, Quotations.in_document(study.document), self.language)
        source, given = row["meaning_source"], row["given_by"]
        told = {"sentence": paper_text(source["sentence"], f"{source['file']}:{source['line']}")} if source else {}
        return {
            "symbol": row["latex"],
            "meaning": cut(said(row, self.language)) or None,
            "status": row["status"],
            "known": how_known(row, self.language),
            **told,
            "standing": row["standing"] and row["standing"][self.language],
            "concepts": [self._named(link["id"], study) for link in row["concepts"][:3]],
            "given_by": given and given["equation"],
        }

    def _named(self, concept: str, study: Study) -> Row:
        return {"concept": concept, "name": concept_name(concept, study.glossary, self.language)}

    def _equation(self, study: Study, wanted: str) -> Equation:
        found = find_equation(study.document.equations, wanted)
        if found is None:
            numbered = (each.number for each in study.document.equations if each.number)
            known = ", ".join(islice(numbered, 40)) or "–"
            raise Unanswered(say("no-formula", self.language, wanted=cut(wanted)[:100], known=known))
        return found

    def _concept_id(self, wanted: str) -> str:
        from glossary.searching import search

        glossary = self.papers.choice.load().glossary
        found = wanted if wanted in glossary else next((each.id for each in search(glossary, wanted)), None)
        if found is None:
            raise Unanswered(say("no-concept", self.language, wanted=cut(wanted)[:100]))
        return found


def each_tool(tools: Tools) -> Iterator[Callable[..., str]]:
    """The tools that only tell, then the one that keeps something."""
    yield from (tools.formulas, tools.formula, tools.symbol, tools.concept, tools.path, tools.search, tools.run)
    yield tools.propose_meaning
