// Made by .ci/front/contract.py from reader/output/rows/page_types.py.

export interface PageBoth {
  en: string;
  ja: string;
}

export interface PageProsePart {
  text?: string;
  latex?: string;
  mathml?: string;
  plain?: string;
}

export interface PageSentence {
  kind?: string;
  file: string;
  line: number;
  sentence: string;
}

export interface PageGloss {
  en: string;
  ja: string;
  origin: "concept" | "lexicon" | "author";
}

export interface PageConceptTie {
  id: string;
  confidence: number;
  status: "paper" | "mention" | "glossary" | "structure" | "unknown" | "reader" | "model";
  why: PageBoth;
}

export interface PageSense {
  meaning: string;
  meaning_source: PageSentence | null;
  gloss: PageGloss | null;
  confidence: number;
  status: "paper" | "mention" | "glossary" | "structure" | "unknown" | "reader" | "model";
  equations: Array<string>;
  concepts: Array<PageConceptTie>;
}

export interface PagePartEvidence {
  why: PageBoth;
  distribution: string | null;
  file: string | null;
  line: number | null;
}

export interface PageSetValue {
  value: string;
  source: PageSentence | null;
  setting: string | null;
}

export interface PagePlace {
  equation: string;
}

export interface PageDefiningFormula {
  equation: string;
  number: string | null;
  file: string;
  line: number;
}

export interface PageStanding {
  en: string;
  ja: string;
  at: Array<string>;
}

export interface PageEarlier {
  status: "paper" | "mention" | "glossary" | "structure" | "unknown" | "reader" | "model";
  meaning: string;
}

export interface PageSymbol {
  id: string;
  latex: string;
  written: Array<string>;
  role: string | null;
  part: string | null;
  part_evidence: PagePartEvidence | null;
  values: Array<PageSetValue>;
  confidence: number;
  status: "paper" | "mention" | "glossary" | "structure" | "unknown" | "reader" | "model";
  standing: PageStanding | null;
  meaning: string | null;
  meaning_source: PageSentence | null;
  inherited_from: string | null;
  gloss: PageGloss | null;
  senses: Array<PageSense>;
  concepts: Array<PageConceptTie>;
  occurrences: Array<PagePlace>;
  count: number;
  given_by: PageDefiningFormula | null;
  instead_of?: PageEarlier | null;
}

export interface PageEquation {
  id: string;
  group: string | null;
  continues: string | null;
  step: string | null;
  number: string | null;
  environment: string;
  display: boolean;
  file: string;
  line: number;
  latex: string;
  section: string;
  symbols: Array<string>;
}

export interface PagePaper {
  id: string | null;
  title: string;
  authors: Array<string>;
  categories: Array<string>;
  published: string | null;
  licence: string | null;
  abstract_url: string | null;
  source: string;
  main: string;
  files: Array<Record<string, string>>;
  digest: string;
}

export interface PageAssistant {
  by: string;
  source: string;
  questions: number;
  answered: number;
  proposed: number;
  shown: number;
  dropped: Record<string, number>;
}

export interface PageReading {
  schema: string;
  tool: string;
  glossary: string;
  language: string;
  extras: Array<string>;
  corrections: string | null;
  assistant?: PageAssistant;
  paper: PagePaper;
  groups: Array<Record<string, any>>;
  symbols: Array<PageSymbol>;
  path: Array<string>;
  course: Record<string, any> | null;
  problems: Array<any>;
  lang: string;
  equations: Array<PageEquation>;
  concepts: Array<Record<string, string>>;
}

export interface PageColumnItem {
  heading?: Array<string | [number, string | null] | [string, string | number | null] | [string, null, number]>;
  number?: string | null;
  level?: number;
  section?: number;
  closed?: boolean;
  rows?: Array<string>;
  kind?: "single" | "rows" | "algorithm";
  sentences?: Array<string | [number, string | null] | [string, string | number | null] | [string, null, number]>;
  item?: Array<string | [number, string | null] | [string, string | number | null] | [string, null, number]>;
  caption?: Array<string | [number, string | null] | [string, string | number | null] | [string, null, number]>;
  theorem?: Array<string | [number, string | null] | [string, string | number | null] | [string, null, number]>;
}

export interface PageAbstract {
  told: Array<string | [number, string | null] | [string, string | number | null] | [string, null, number]>;
  rest: Array<Array<string | [number, string | null] | [string, string | number | null] | [string, null, number]>>;
}

export interface PageWork {
  mark: string;
  parts: Array<string | [number, string | null] | [string, string | number | null] | [string, null, number]>;
  arxiv: string | null;
}

export interface PageReadingColumn {
  abstract: PageAbstract | null;
  items: Array<PageColumnItem>;
  inline: Array<string>;
  bibliography: Record<string, PageWork>;
}

export interface PageAuthorWords {
  parts: Array<PageProsePart>;
  place: string;
}

export interface PageStartLabel {
  name: PageBoth;
  at: number | null;
  symbol: string | null;
}

export interface PageStartGround {
  text: PageBoth;
  symbol: string | null;
}

export interface PageStart {
  equation: string;
  kind: string | null;
  purpose: PageBoth | null;
  author: PageAuthorWords | null;
  rows: Array<string>;
  labels: Array<PageStartLabel>;
  grounds: Array<PageStartGround>;
  carries: boolean;
  mathml: string;
}

export interface PageRequirement {
  concept: string;
  kind: string;
  why: PageBoth;
}

export interface PageConceptCard {
  name: PageBoth;
  phrase: Record<string, string>;
  definition: PageBoth;
  reading: string;
  layer: Record<string, string>;
  storey: number;
  feel: PageBoth | null;
  formula: string | null;
  example: PageBoth | null;
  requires: Array<PageRequirement>;
}

export interface PageProblem {
  kind: string;
  severity: string;
  message: PageBoth;
  file: string | null;
  line: number | null;
  column: number | null;
  equation: string | null;
}

export interface PageNamedLiving {
  name: PageBoth;
  concepts: Array<string>;
  blocks: Array<string>;
}

export interface CorePayload {
  schema: string;
  language: "en" | "ja";
  switch: boolean;
  texts: Record<string, PageBoth>;
  living: Record<string, PageNamedLiving>;
  reading: PageReading;
  title: Array<PageProsePart>;
  column: PageReadingColumn;
  mathml: Record<string, string>;
  opens: Array<string>;
  start: Array<PageStart>;
  known_as: string;
  refused: Array<string>;
  learn: Array<string>;
  signs: Record<string, string>;
  prose: Record<string, Array<PageProsePart>>;
  concepts: Record<string, PageConceptCard>;
  problems: Array<PageProblem>;
}

export interface PageNearConcept {
  concept: string;
  name: PageBoth;
  why: PageBoth;
}

export interface PageTelling {
  equation: string;
  file: string;
  line: number;
  parts: Array<PageProsePart>;
}

export interface PageEnquiry {
  near: Array<PageNearConcept>;
  first?: PageSentence | null;
  relatives?: Array<string>;
  sentences?: Array<PageTelling>;
}

export interface PageBlockKind {
  concept: string | null;
  name: PageBoth;
  slots: Record<string, PageBoth>;
  removed: PageBoth | null;
}

export interface PageRemark {
  kind: string;
  symbols: Array<string>;
  file: string;
  line: number;
  text: Record<string, Array<PageProsePart>>;
}

export interface PageRemarks {
  rows: Array<PageRemark>;
}

export interface PageCakeLayer {
  name: PageBoth;
  tower: boolean;
  on: Array<number>;
  formulas: number;
}

export interface PageCakePiece {
  id: string;
  name: PageBoth;
  reading: string;
  storey: number;
  requires: Array<string>;
  count: number;
  uses?: Array<string>;
}

export interface PageCake {
  layers: Array<PageCakeLayer>;
  pieces: Array<PageCakePiece>;
  assumed: Array<string>;
}

export interface PagePayload {
  schema: string;
  language: "en" | "ja";
  switch: boolean;
  texts: Record<string, PageBoth>;
  living: Record<string, PageNamedLiving>;
  reading: PageReading;
  title: Array<PageProsePart>;
  column: PageReadingColumn;
  mathml: Record<string, string>;
  opens: Array<string>;
  start: Array<PageStart>;
  known_as: string;
  refused: Array<string>;
  learn: Array<string>;
  signs: Record<string, string>;
  prose: Record<string, Array<PageProsePart>>;
  concepts: Record<string, PageConceptCard>;
  problems: Array<PageProblem>;
  benches?: Record<string, Record<string, any>>;
  runs?: Array<string>;
  cake?: PageCake;
  blocks?: Record<string, PageBlockKind>;
  drawn?: Record<string, string | null>;
  enquiries?: Record<string, PageEnquiry>;
  lint?: Record<string, PageRemarks>;
  living_rows?: Record<string, Record<string, any>>;
  spoken?: Record<string, Record<string, string>>;
}
