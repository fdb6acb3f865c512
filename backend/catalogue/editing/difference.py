"""What is another between two states of the parts that are edited, and both changes put together.

Things in lists are the same when their `key` is the same; where one has none, as fee rules often,
by their place. A path is spoken as the check speaks it: `papers.can_cuoc.note`,
`fee.rules.0.amount`; `order.papers` says that the same things stand in another order.
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
    was, ours, others = _keyed(base, mine, theirs)
    kept = [key for key in others if key in ours or key not in was]
    added = [key for key in ours if key not in was and key not in others]
    names = [*kept, *added]
    if _orders(was, ours):
        names.sort(key=lambda key: list(ours).index(key) if key in ours else len(ours))
    return [
        merged(was.get(key), ours[key], others[key])
        if key in ours and key in others
        else ours.get(key, others.get(key))
        for key in names
    ]


def _walk(path: str, before: Any, after: Any) -> Iterator[Change]:
    if before == after:
        return
    name = path.rpartition(".")[2]
    if name not in _WHOLE and isinstance(before, dict) and isinstance(after, dict):
        for key in [*after, *(key for key in before if key not in after)]:
            if key != "key":  # What a thing is called among others is nothing that people read.
                yield from _walk(f"{path}.{key}" if path else key, before.get(key), after.get(key))
    elif name not in _WHOLE and _things(before) and _things(after):
        was, now = _keyed(before, after)
        for key in [*now, *(key for key in was if key not in now)]:
            yield from _walk(f"{path}.{key}", was.get(key), now.get(key))
        if orders := _orders(was, now):
            yield Change(f"order.{path}", *orders)
    else:
        yield Change(path, before, after)


def _same_shape(*values: Any) -> bool:
    return all(isinstance(value, dict) for value in values) or all(map(_things, values))


def _things(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _keyed(*lists: Sequence[Any]) -> list[dict[str, Any]]:
    """By key where all things of all lists have one, else by place."""
    by_key = all(thing.get("key") for things in lists for thing in things)
    return [
        {str(thing["key"] if by_key else place): thing for place, thing in enumerate(things)}
        for things in lists
    ]


def _orders(was: dict[str, Any], now: dict[str, Any]) -> tuple[list[str], list[str]] | None:
    """What both have, by name, in the order of each; None when it is the same order."""
    before, after = [key for key in was if key in now], [key for key in now if key in was]
    if before == after:
        return None
    return [_named(was[key], key) for key in before], [_named(now[key], key) for key in after]


def _named(thing: dict[str, Any], key: str) -> str:
    return str(thing.get("name") or key)
