"""The dossiers of the demo: one in every state, and those that a newcomer should see.

Each story is told by the verbs that people use, so its dates, codes and trail are what the product
itself makes of them.
"""

from __future__ import annotations

from collections.abc import Callable

from backend.core import clock
from backend.demo import arriving, handled, sets
from backend.demo.cast import LUAN_THANH, Cast
from backend.demo.papers import Sent
from backend.demo.telling import Teller
from backend.demo.timeline import Timeline
from backend.places import service as places

STORIES: tuple[Callable[[Teller], None], ...] = (
    handled.returned,
    handled.stopped,
    handled.late,
    handled.due_today,
    handled.supplement_answered,
    arriving.refused,
    arriving.withdrawn,
    handled.finished_to_fetch,
    handled.to_be_told,
    arriving.supplement_asked,
    handled.payment_asked,
    handled.accepted,
    handled.finished_with_files,
    handled.at_the_desk,
    arriving.for_a_neighbour,
    arriving.with_gaps,
    arriving.assistance,
    sets.a_birth,
    arriving.draft,
    arriving.fresh,
    arriving.awaiting_pages,
    handled.in_another_commune,
)
"""Roughly the older ones first, so that the numbers of a day follow one another."""


def tell_all(people: Cast, sent: Sent) -> None:
    """All stories, in the present transaction."""
    told = Teller(people, sent, Timeline(places.calendar(LUAN_THANH), clock.now()))
    for story in STORIES:
        story(told)
