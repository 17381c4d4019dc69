"""Whether one symbol comes next after another: ``x_{t+1}`` after ``x_t``."""

from __future__ import annotations

from reader.meaning.evidence.spelling import take_apart


def is_step(latex: str) -> bool:
    """Whether a symbol may come before or after one that is written without a step."""
    return "+1" in latex or "-1" in latex


def is_next(left: str, right: str) -> bool:
    """``x_{t+1}`` after ``x_{t}``, ``x_{t}`` after ``x_{t-1}``; one script counts, the others are the same."""
    one, other = take_apart(left), take_apart(right)
    if one.base != other.base or one.primes != other.primes or one == other:
        return False
    scripts = ((one.sub, other.sub), (one.sup, other.sup))
    changed = [(after, before) for after, before in scripts if after != before]
    return len(changed) == 1 and _follows(*changed[0])


def is_ahead(left: str, right: str) -> bool:
    """``x_{t+h}`` of ``x_{t}``, ``x_{t-\\Delta t}`` of ``x_{t}``: the same at a place that is told from the other."""
    one, other = take_apart(left), take_apart(right)
    is_same = one.base == other.base and one.primes == other.primes and one.sup == other.sup
    return is_same and bool(other.sub) and one.sub.startswith((f"{other.sub}+", f"{other.sub}-"))


def _follows(after: str, before: str) -> bool:
    news, olds = after.strip("()").split(","), before.strip("()").split(",")
    changed = [(new, old) for new, old in zip(news, olds, strict=False) if new != old]
    return len(news) == len(olds) and len(changed) == 1 and _is_one_more(*changed[0])


def _is_one_more(new: str, old: str) -> bool:
    return bool(old) and (new == f"{old}+1" or old == f"{new}-1" or (new.endswith("+1") and old == new[:-2]))
