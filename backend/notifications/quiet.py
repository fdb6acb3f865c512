"""Quiet hours: nobody's phone rings at night for what may wait until the morning. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from backend.core import clock
from backend.notifications.policy import Rules, Urgency, rules_at


def is_quiet(moment: datetime, rules: Rules | None = None) -> bool:
    """Whether it is night on the agency's wall clock (Vietnam has one time zone).

    21:00 is quiet already, 6:30 is not any more.
    """
    numbers = rules or rules_at(moment)
    wall = clock.local(moment).time()
    if numbers.quiet_from <= numbers.quiet_until:
        return numbers.quiet_from <= wall < numbers.quiet_until
    return wall >= numbers.quiet_from or wall < numbers.quiet_until


def not_before(moment: datetime, urgency: Urgency, *, rules: Rules | None = None) -> datetime:
    """The first moment from `moment` on at which a message of this urgency may ring."""
    numbers = rules or rules_at(moment)
    if urgency is Urgency.HIGH or not is_quiet(moment, numbers):
        return moment
    wall = clock.local(moment)
    morning = wall.replace(
        hour=numbers.quiet_until.hour,
        minute=numbers.quiet_until.minute,
        second=0,
        microsecond=0,
    )
    if morning <= wall:
        morning += timedelta(days=1)
    return morning.astimezone(moment.tzinfo)
