"""What is another between two states of the parts that are edited, and both changes put together.

Things in lists are the same when their `key` is the same; fee rules, which have none, by their
place. A path is spoken as the check speaks it: `papers.can_cuoc.note`, `fee.rules.0.amount`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_WHOLE = ("when", "keywords")
"""Compared as one thing: half a condition means nothing."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is another; None where it was or is absent."""

    path: str
    before: Any
    after: Any


def changes(before: Any, after: Any) -> list[Change]:
    """Everything that is another, in the order of the new state."""
    return list(_walk("", before, after))


def merged(base: Any, mine: Any, theirs: Any) -> Any:
    """What I changed of `base`, put into what others have made of it since."""
    if mine == base:
        return theirs
    if theirs == base or not _same_shape(base, mine, theirs):
        return mine
    if isinstance(mine, dict):
        names = [*theirs, *(name for name in mine if name not in theirs)]
        return {
            name: merged(base.get(name), mine.get(name), theirs.get(name))
            if name not in _WHOLE or base.get(name) == mine.get(name)
            else mine.get(name)
            for name in names
        }
    return _merged_lists(base, mine, theirs)


def _merged_lists(base: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any]) -> list[Any]:
    was, ours, others = _keyed(base), _keyed(mine), _keyed(theirs)
    kept = [key for key in others if key in ours or key not in was]
    added = [key for key in ours if key not in was and key not in others]
    return [
        merged(was.get(key), ours[key], others[key])
        if key in ours and key in others
        else ours.get(key, others.get(key))
        for key in [*kept, *added]
    ]


def _walk(path: str, before: Any, after: Any) -> Iterator[Change]:
    if before == after:
        return
    name = path.rpartition(".")[2]
    if name not in _WHOLE and isinstance(before, dict) and isinstance(after, dict):
        for key in [*after, *(key for key in before if key not in after)]:
            yield from _walk(f"{path}.{key}" if path else key, before.get(key), after.get(key))
    elif name not in _WHOLE and _things(before) and _things(after):
        was, now = _keyed(before), _keyed(after)
        for key in [*now, *(key for key in was if key not in now)]:
            yield from _walk(f"{path}.{key}", was.get(key), now.get(key))
    else:
        yield Change(path, before, after)


def _same_shape(*values: Any) -> bool:
    return all(isinstance(value, dict) for value in values) or all(map(_things, values))


def _things(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _keyed(things: Sequence[Any]) -> dict[str, Any]:
    return {str(thing.get("key") or place): thing for place, thing in enumerate(things)}
