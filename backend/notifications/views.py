"""The demo console: what would have gone out by SMS, for whoever sits at this machine."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from flask import Blueprint, Response, make_response, render_template, request

from backend.accounts import service as accounts
from backend.core import clock
from backend.core.configuration import current_settings
from backend.core.problems import Problem
from backend.notifications import service
from backend.notifications.message_views import administration, desk, own, public
from backend.notifications.push_views import push_here, push_key, push_own
from backend.notifications.sms_views import gateway

__all__ = [
    "administration",
    "console",
    "desk",
    "gateway",
    "own",
    "public",
    "push_here",
    "push_key",
    "push_own",
]

# A page and not part of the API, so it is no place of the table: it guards itself.
console = Blueprint("demo_console", __name__, url_prefix="/demo", template_folder="templates")

_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"
_NAMES_OF_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


@console.before_request
def _only_here_and_only_in_demo() -> None:
    if not current_settings().is_demo or not _is_this_machine():
        raise Problem("not_found")


@console.route("/console")
def show() -> Response:
    """The latest messages, and the second factors of invented officers."""
    page = make_response(
        render_template(
            "demo_console.html",
            messages=service.latest_messages(),
            factors=accounts.demo_second_factors(),
            local=clock.local,
        )
    )
    page.headers["Content-Security-Policy"] = _POLICY
    page.headers["Cache-Control"] = "no-store"
    return page


@console.route("/console.css")
def style() -> Response:
    """The page's own style: its policy allows no inline style."""
    return Response(render_template("demo_console.css"), content_type="text/css; charset=utf-8")


def _is_this_machine() -> bool:
    """Loopback, and called by a name of loopback: a rebound name of a foreign site is neither."""
    name = urlsplit(f"//{request.host}").hostname
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return False
    return name in _NAMES_OF_THIS_MACHINE and address.is_loopback
