"""`create_app`: settings, extensions, problems, hooks, blueprints."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from backend import blueprints, extensions, frontend
from backend.accounts import hooks as account_hooks
from backend.accounts import sessions
from backend.catalogue import hooks as catalogue_hooks
from backend.core import access, logs, problems, transaction
from backend.core.configuration import current_settings
from backend.dossiers import service as dossiers
from backend.notifications import hooks as notification_hooks
from backend.notifications import service as notifications
from backend.notifications import views as notification_views
from backend.payments import service as payments
from backend.places import hooks as place_hooks
from backend.recordings import service as recordings
from backend.settings import Settings, load, shipped
from backend.uploads import service as uploads
from backend.uploads.hooks import hooks as upload_hooks

Hook = TypeVar("Hook", bound=Callable[..., Any])

FLOOD_LIMIT = "3000 per minute"
"""Calls of one address: far above a commune behind one shared address, far below a flood. What is
worth guessing (codes, passwords, secret pictures) has its own growing waits in the database."""

API_CONTENT_SECURITY_POLICY = "default-src 'none'; frame-ancestors 'none'"
"""Data is never a page: were a browser to open an answer of the API, nothing in it would run."""


def create_app(settings: Settings | None = None) -> Flask:
    """The whole application, ready to serve."""
    settings = settings or load()
    logs.configure()
    app = Flask("backend", static_folder=None)
    app.extensions["settings"] = settings
    _configure(app, settings)
    _bind_extensions(app)
    sessions.init_app(app)
    problems.init_app(app)
    app.before_request(_read_small_body)
    app.before_request(access.refuse_cross_site)
    app.after_request(_harden)
    _fill_hooks()
    blueprints.init_app(app)
    app.register_blueprint(notification_views.console)
    frontend.init_app(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        PUBLIC_URL=settings.public_url,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(settings),
        RATELIMIT_STORAGE_URI=settings.rate_limit_url,
        RATELIMIT_ENABLED=settings.mode != "test",
        FLOOD_LIMIT=FLOOD_LIMIT,
        MAX_FORM_MEMORY_SIZE=settings.max_json_bytes,
        TESTING=settings.mode == "test",
        PROPAGATE_EXCEPTIONS=False,
        SESSION_COOKIE_NAME="motcua",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        PERMANENT_SESSION_LIFETIME=timedelta(days=180),
        API_TITLE="Một Cửa Vùng Cao",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={
            "info": {"license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        },
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # Flask's default provider has it.
    app.json.compact = True  # type: ignore[attr-defined]  # Bytes on the phone's link are paid for.
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _engine_options(settings: Settings) -> dict[str, object]:
    # An error of the database quotes its statement; the values in it are people's.
    quiet = {"hide_parameters": True, "pool_size": 20, "pool_timeout": 10}
    if settings.database_url.startswith("sqlite"):
        # Those who wait for a locked file keep their connections, and readers need some too.
        return {**quiet, "max_overflow": 60, "connect_args": {"check_same_thread": False}}
    return {
        **quiet,
        "max_overflow": 10,
        "pool_pre_ping": True,
        # A database that is away or locked must not hold anybody for long. Seconds, then ms.
        "connect_args": {
            "connect_timeout": 5,
            "tcp_user_timeout": 15_000,
            "options": "-c lock_timeout=5000",
        },
    }


def _bind_extensions(app: Flask) -> None:
    extensions.db.init_app(app)
    extensions.migrate.init_app(
        app, extensions.db, directory=str(shipped("migrations")), render_as_batch=True
    )
    extensions.login_manager.init_app(app)
    extensions.limiter.init_app(app)
    with app.app_context():
        transaction.init_engine(app, extensions.db.engine)


def _read_small_body() -> None:
    """Read JSON before anything else, so that no connection or lock waits for a slow phone."""
    if request.mimetype == "application/json" or request.mimetype.endswith("+json"):
        request.max_content_length = current_settings().max_json_bytes
        request.get_data(cache=True)


def _harden(response: Response) -> Response:
    silent = request.method == "HEAD" or response.status_code == HTTPStatus.CONFLICT
    if response.status_code == HTTPStatus.NO_CONTENT or (request.blueprint == "uploads" and silent):
        # Nothing, or where to go on after a cut, can neither be sniffed nor run; headers are dear.
        return response
    headers = dict(frontend.SECURITY_HEADERS)
    if not response.is_json:
        headers |= frontend.DOCUMENT_HEADERS
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", API_CONTENT_SECURITY_POLICY)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _fill_hooks() -> None:
    """Lower domains publish typed hooks; here the upper ones step in."""
    account_hooks.send_code = notifications.send_code
    account_hooks.on_left = notifications.leave_phone
    account_hooks.on_claimed = dossiers.take_over
    place_hooks.recorded = recordings.agencies
    catalogue_hooks.read_table = uploads.read_table
    upload_hooks.on_stored = dossiers.complete_on_stored
    upload_hooks.awaited = dossiers.awaited_files
    notification_hooks.carried = dossiers.carried
    _listen(notification_hooks.beside, notifications.advance)
    _listen(notification_hooks.beside, notifications.make_announced)
    _listen(notification_hooks.beside, dossiers.remind_sometimes)
    dossiers.verbs["pay_intent"] = payments.pay_intent
    _listen(dossiers.on_submission, payments.on_submission)
    _listen(dossiers.on_event, payments.on_event)
    _listen(dossiers.on_touch, dossiers.tell_people)
    _listen(dossiers.guards, payments.before_hand_over)
    _listen(dossiers.fee_on_slip, payments.on_slip)


def _listen(listeners: list[Hook], hook: Hook) -> None:
    """Once a process: the lists belong to the modules, and several applications may be made."""
    if hook not in listeners:
        listeners.append(hook)
