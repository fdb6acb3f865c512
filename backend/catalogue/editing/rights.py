"""Who may change the catalogue: the administrator of the agency that keeps it.

The catalogue belongs to the server. Where several agencies share one, the operator names the keeper
(MOTCUA_CATALOGUE_AGENCY), so that no commune changes another's days and papers unseen.
"""

from __future__ import annotations

from backend.core.access import Actor, Role
from backend.core.configuration import current_settings
from backend.core.problems import Problem
from backend.places import service as places


def is_keeper(actor: Actor) -> bool:
    """Whether this administrator's agency keeps the catalogue."""
    if actor.role is not Role.ADMINISTRATOR:
        return False
    named = current_settings().catalogue_agency
    if named:
        return actor.agency_code == named
    return [agency.code for agency in places.agencies()] == [actor.agency_code]


def keeper(actor: Actor) -> Actor:
    """The actor, who may change the catalogue; else `catalogue_shared`."""
    if not is_keeper(actor):
        raise Problem("catalogue_shared")
    return actor
