"""The road in nine papers, from the LSTM to DPO: what to read in which order, and what each adds to those before."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """A paper on the road. ``says`` names its one sentence in ``road.toml``, ``name`` is what everybody calls it."""

    arxiv: str
    says: str
    name: str
    year: int


ROAD = (
    Stop("1503.04069", "lstm", "LSTM", 2015),
    Stop("1406.1078", "encoder-decoder", "GRU", 2014),
    Stop("1409.0473", "attention", "Attention", 2014),
    Stop("1706.03762", "transformer", "Transformer", 2017),
    Stop("1810.04805", "bert", "BERT", 2018),
    Stop("2001.08361", "scaling-laws", "Scaling laws", 2020),
    Stop("2005.14165", "gpt-3", "GPT-3", 2020),
    Stop("2203.02155", "instructgpt", "InstructGPT", 2022),
    Stop("2305.18290", "dpo", "DPO", 2023),
)
