"""When a message climbs to the next rung of the ladder. Pure: facts in, the next rung out.

A rung is left at once when it has nobody to reach (no phone that takes pushes, no number, nobody
chosen) or when all it tried has failed; else when its time is over without a sign of the person. A
kind that need not go so far ends there. But where it should have gone beyond a push and nothing at
all could be sent, it goes on: nothing is given up silently.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from backend.notifications.policy import LADDER, Rules, Rung, Urgency


@dataclass(frozen=True, slots=True)
class Standing:
    """A message as the ladder sees it. `open_to`: the rungs that have somebody to reach."""

    rung: Rung
    since: datetime
    urgency: Urgency
    reach: Rung
    open_to: frozenset[Rung]
    failed: bool = False
    """All that this rung tried has failed for good."""
    tried: bool = True
    """Something has left for the person, and may have arrived."""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Climb:
    """The next rung, and why: reached, nobody, failed, silence, far_enough."""

    to: Rung
    why: str


def climb(standing: Standing, now: datetime, rules: Rules) -> Climb | None:
    """The next step of a message, or None while it waits where it stands."""
    if standing.rung is Rung.DONE:
        return None
    if standing.confirmed:
        return Climb(Rung.DONE, "reached")
    if standing.rung is Rung.CALL_LIST:
        return None  # An officer ends it.
    why = _why_leave(standing, now, rules)
    return None if why is None else _next(standing, why)


def _why_leave(standing: Standing, now: datetime, rules: Rules) -> str | None:
    if standing.rung not in standing.open_to:
        return "nobody"
    if standing.failed:
        return "failed"
    wait = rules.waits[standing.urgency].at(standing.rung)
    return "silence" if now - standing.since >= wait else None


def _next(standing: Standing, why: str) -> Climb:
    here = LADDER.index(standing.rung)
    lost = why != "silence" and not standing.tried and standing.reach is not Rung.PUSH
    far_enough = here >= LADDER.index(standing.reach)
    if far_enough and not lost:
        return Climb(Rung.DONE, "far_enough")
    for rung in LADDER[here + 1 :]:
        if rung is Rung.CALL_LIST or rung in standing.open_to:
            return Climb(rung, why)
    return Climb(Rung.CALL_LIST, why)
