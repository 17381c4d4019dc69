"""Whether a formula loses something on its way from the author's source to the drawing.

usage: python .ci/atoms.py [--least 0.99] [--list] [FOLDER ...]

Each FOLDER is a paper or holds papers; the bundled example is always read. An atom is a letter, a digit or a sign that
is printed. For every display four steps are looked at: from the author's row to the macro-free one (by place), and from
that to the layout tree, to the drawing and to the meaning tree (by count). A formula with a node ``Unknown`` is shown
as written. Exit 1 where fewer than ``--least`` of the displays keep everything, or more than ``--most`` are shown so.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Final
from unicodedata import combining, normalize

from reader.errors import ReaderError
from reader.formula import parse_formula
from reader.formula.evidence import nodes_of
from reader.formula.mathml import to_mathml
from reader.formula.meaning_printer import meaning_latex
from reader.formula.nodes import Unknown
from reader.formula.printer import to_latex
from reader.formula.sense import plain_meaning
from reader.formula.tables import commands
from reader.formula.tables.signs import SAME, SIGNS
from reader.latex.bundle import example_bundle, load
from reader.latex.document import read_document
from reader.model import Equation, Formula

TOKEN: Final = re.compile(r"\\(?:[A-Za-z@]+\*?|.)|%[^\n]*\n?|\s+|.", re.DOTALL)
"""What stands in an author's row."""
