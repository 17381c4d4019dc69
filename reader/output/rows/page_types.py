"""The types of what the page is drawn from: the one place that says them.

``.ci/front/contract.py`` makes ``page.schema.json``, which payloads are checked with, and
``reader/frontend/page.d.ts``, which the modules of the front end are checked with. ``payload.py`` says what the fields
are for.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

Status = Literal["paper", "mention", "glossary", "structure", "unknown", "reader", "model"]
InlineMath = tuple[int, str | None]  # number of its drawing, id of the formula
Reference = tuple[str, str | int | None]  # what is printed; id of a formula, or number of a section
CitedWork = tuple[str, None, int]  # what is printed; number of the entry
Part = str | InlineMath | Reference | CitedWork  # of the column


class PageBoth(TypedDict):
    """A text in both languages."""

    en: str
    ja: str


class PageProsePart(TypedDict):
    """Words, or a formula with its drawing; ``plain`` in one line of characters."""

    text: NotRequired[str]
    latex: NotRequired[str]
    mathml: NotRequired[str]
    plain: NotRequired[str]


class PageSentence(TypedDict):
    kind: NotRequired[str]
    file: str
    line: int
    sentence: str


class PageGloss(TypedDict):
    en: str
    ja: str
    origin: Literal["concept", "lexicon", "author"]


class PageConceptTie(TypedDict):
    id: str
    confidence: float
    status: Status
    why: PageBoth


class PageSense(TypedDict):
    meaning: str
    meaning_source: PageSentence | None
    gloss: PageGloss | None
    confidence: float
    status: Status
    equations: list[str]
    concepts: list[PageConceptTie]


class PagePartEvidence(TypedDict):
    why: PageBoth
    distribution: str | None
    file: str | None
    line: int | None


class PageSetValue(TypedDict):
    value: str
    source: PageSentence | None
    setting: str | None


class PagePlace(TypedDict):
    equation: str


class PageDefiningFormula(TypedDict):
    equation: str
    number: str | None
    file: str
    line: int


class PageStanding(PageBoth):
    at: list[str]


class PageEarlier(TypedDict):
    """What stood where a model's answer stands now."""

    status: Status
    meaning: str


class PageSymbol(TypedDict):
    id: str
    latex: str
    written: list[str]
    role: str | None
    part: str | None
    part_evidence: PagePartEvidence | None
    values: list[PageSetValue]
    confidence: float
    status: Status
    standing: PageStanding | None
    meaning: str | None
    meaning_source: PageSentence | None
    inherited_from: str | None
    gloss: PageGloss | None
    senses: list[PageSense]
    concepts: list[PageConceptTie]
    occurrences: list[PagePlace]
    count: int
    given_by: PageDefiningFormula | None
    instead_of: NotRequired[PageEarlier | None]  # where a model was asked


class PageEquation(TypedDict):
    id: str
    group: str | None
    continues: str | None
    step: str | None
    number: str | None
    environment: str
    display: bool
    file: str
    line: int
    latex: str
    section: str
    symbols: list[str]


class PagePaper(TypedDict):
    id: str | None
    title: str
    authors: list[str]
    categories: list[str]
    published: str | None
    licence: str | None
    abstract_url: str | None
    source: str
    main: str
    files: list[dict[str, str]]
    digest: str


class PageAssistant(TypedDict):
    """What a model added; ``dropped`` counts by reason what did not pass."""

    by: str
    source: str
    questions: int
    answered: int
    proposed: int
    shown: int
    dropped: dict[str, int]


class PageReading(TypedDict):
    schema: str
    tool: str
    glossary: str
    language: str
    extras: list[str]
    corrections: str | None
    assistant: NotRequired[PageAssistant]  # where a model was asked
    paper: PagePaper
    groups: list[dict[str, Any]]
    symbols: list[PageSymbol]
    path: list[str]
    course: dict[str, Any] | None
    problems: list[Any]
    lang: str
    equations: list[PageEquation]
    concepts: list[dict[str, str]]


class PageColumnItem(TypedDict):
    """A heading, formulas, or a stretch of text."""

    heading: NotRequired[list[Part]]
    number: NotRequired[str | None]
    level: NotRequired[int]
    section: NotRequired[int]
    closed: NotRequired[bool]
    rows: NotRequired[list[str]]
    kind: NotRequired[Literal["single", "rows", "algorithm"]]
    sentences: NotRequired[list[Part]]
    item: NotRequired[list[Part]]
    caption: NotRequired[list[Part]]
    theorem: NotRequired[list[Part]]


class PageAbstract(TypedDict):
    told: list[Part]
    rest: list[list[Part]]


class PageWork(TypedDict):
    mark: str
    parts: list[Part]
    arxiv: str | None


class PageReadingColumn(TypedDict):
    abstract: PageAbstract | None
    items: list[PageColumnItem]
    inline: list[str]
    bibliography: dict[str, PageWork]


class PageAuthorWords(TypedDict):
    parts: list[PageProsePart]
    place: str


class PageStartLabel(TypedDict):
    name: PageBoth
    at: int | None
    symbol: str | None


class PageStartGround(TypedDict):
    text: PageBoth
    symbol: str | None


class PageStart(TypedDict):
    equation: str
    kind: str | None
    purpose: PageBoth | None
    author: PageAuthorWords | None
    rows: list[str]
    labels: list[PageStartLabel]
    grounds: list[PageStartGround]
    carries: bool
    mathml: str


class PageRequirement(TypedDict):
    concept: str
    kind: str
    why: PageBoth


class PageConceptCard(TypedDict):
    name: PageBoth
    phrase: dict[str, str]
    definition: PageBoth
    reading: str
    layer: dict[str, str]
    storey: int
    feel: PageBoth | None
    formula: str | None
    example: PageBoth | None
    requires: list[PageRequirement]


class PageProblem(TypedDict):
    kind: str
    severity: str
    message: PageBoth
    file: str | None
    line: int | None
    column: int | None
    equation: str | None


class PageNamedLiving(TypedDict):
    name: PageBoth
    concepts: list[str]
    blocks: list[str]


class CorePayload(TypedDict):
    """What the first look at a paper needs."""

    schema: str
    language: Literal["en", "ja"]
    switch: bool
    texts: dict[str, PageBoth]
    living: dict[str, PageNamedLiving]
    reading: PageReading
    title: list[PageProsePart]
    column: PageReadingColumn
    mathml: dict[str, str]
    opens: list[str]
    start: list[PageStart]
    known_as: str
    refused: list[str]
    learn: list[str]
    signs: dict[str, str]
    prose: dict[str, list[PageProsePart]]
    concepts: dict[str, PageConceptCard]
    problems: list[PageProblem]


class PageNearConcept(TypedDict):
    concept: str
    name: PageBoth
    why: PageBoth


class PageTelling(TypedDict):
    equation: str
    file: str
    line: int
    parts: list[PageProsePart]


class PageEnquiry(TypedDict):
    near: list[PageNearConcept]
    first: NotRequired[PageSentence | None]
    relatives: NotRequired[list[str]]
    sentences: NotRequired[list[PageTelling]]


class PageBlockKind(TypedDict):
    concept: str | None
    name: PageBoth
    slots: dict[str, PageBoth]
    removed: PageBoth | None


class PageRemark(TypedDict):
    kind: str
    symbols: list[str]
    file: str
    line: int
    text: dict[str, list[PageProsePart]]


class PageRemarks(TypedDict):
    rows: list[PageRemark]


class PageCakeLayer(TypedDict):
    name: PageBoth
    tower: bool
    on: list[int]
    formulas: int


class PageCakePiece(TypedDict):
    id: str
    name: PageBoth
    reading: str
    storey: int
    requires: list[str]
    count: int
    uses: NotRequired[list[str]]


class PageCake(TypedDict):
    """The layers from below, and the ideas in them in learning order."""

    layers: list[PageCakeLayer]
    pieces: list[PageCakePiece]
    assumed: list[str]


class PagePayload(CorePayload):
    """The core, and what an exported page holds as well."""

    benches: NotRequired[dict[str, dict[str, Any]]]
    runs: NotRequired[list[str]]
    cake: NotRequired[PageCake]
    blocks: NotRequired[dict[str, PageBlockKind]]
    drawn: NotRequired[dict[str, str | None]]
    enquiries: NotRequired[dict[str, PageEnquiry]]
    lint: NotRequired[dict[str, PageRemarks]]
    living_rows: NotRequired[dict[str, dict[str, Any]]]
    spoken: NotRequired[dict[str, dict[str, str]]]
