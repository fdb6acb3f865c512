"""One table: which blueprint stands where, and who may call it.

A blueprint has exactly one audience; a domain whose routes have several has several blueprints.
tests/architecture walks every route and fails on one that is not reached through this table.
"""

from __future__ import annotations

from typing import NamedTuple

from flask import Flask

from backend.core.access import Audience, guard_for
from backend.core.openapi import Blueprint, ProblemApi


class Place(NamedTuple):
    """A blueprint, its prefix, its audience."""

    blueprint: Blueprint
    prefix: str
    audience: Audience


def table() -> list[Place]:
    """All places, in the order of the domains."""
    from backend.accounts import views as accounts
    from backend.catalogue import views as catalogue
    from backend.desk import views as desk
    from backend.dossiers import views as dossiers
    from backend.notifications import views as notifications
    from backend.payments import views as payments
    from backend.places import views as places
    from backend.posters import views as posters
    from backend.recordings import views as recordings
    from backend.uploads import views as uploads

    return [
        Place(accounts.sign_in, "/api", Audience.PUBLIC),
        Place(accounts.own, "/api", Audience.PERSON),
        Place(accounts.at_desk, "/api/desk", Audience.STAFF),
        Place(accounts.administration, "/api/desk", Audience.ADMINISTRATOR),
        Place(places.public, "/api", Audience.PUBLIC),
        Place(places.staff, "/api", Audience.STAFF),
        Place(places.administrator, "/api", Audience.ADMINISTRATOR),
        Place(catalogue.blp, "/api", Audience.PUBLIC),
        Place(catalogue.desk, "/api/desk", Audience.STAFF),
        Place(catalogue.administration, "/api/desk", Audience.ADMINISTRATOR),
        Place(catalogue.listing, "/api/desk", Audience.ADMINISTRATOR),
        Place(uploads.blp, "/api", Audience.SENDER),
        Place(notifications.push_key, "/api", Audience.PUBLIC),
        Place(notifications.push_here, "/api", Audience.SENDER),
        Place(notifications.push_own, "/api", Audience.PERSON),
        Place(notifications.public, "/api", Audience.PUBLIC),
        Place(notifications.gateway, "/api", Audience.PUBLIC),
        Place(notifications.own, "/api", Audience.PERSON),
        Place(notifications.desk, "/api/desk", Audience.STAFF),
        Place(notifications.administration, "/api/desk", Audience.ADMINISTRATOR),
        Place(dossiers.queue, "/api", Audience.SENDER),
        Place(dossiers.reading, "/api", Audience.PERSON),
        Place(payments.public, "/api", Audience.PUBLIC),
        Place(payments.own, "/api", Audience.PERSON),
        Place(payments.desk, "/api/desk", Audience.STAFF),
        Place(payments.administration, "/api/desk", Audience.ADMINISTRATOR),
        Place(recordings.public, "/api", Audience.PUBLIC),
        Place(recordings.administration, "/api/desk", Audience.ADMINISTRATOR),
        Place(posters.blp, "/api/desk", Audience.STAFF),
        Place(desk.blp, "/api/desk", Audience.STAFF),
    ]


api = ProblemApi()


def init_app(app: Flask) -> None:
    """Attach the guards and register; a guard runs before anything of its blueprint."""
    api.init_app(app)
    for place in table():
        api.register_blueprint(place.blueprint, url_prefix=place.prefix)
        # The guard belongs to the application, not to the blueprint: several may be made.
        guards = app.before_request_funcs.setdefault(place.blueprint.name, [])
        guards.insert(0, guard_for(place.audience))
