"""The knowledge that Tezawari explains with: concepts in layers, and the notations that stand for them."""

from glossary.checks import check
from glossary.loader import load
from glossary.model import Concept, Glossary, Notation

__all__ = ["Concept", "Glossary", "Notation", "check", "load"]
