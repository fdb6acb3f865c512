"""Putting a worker together from the settings."""

from __future__ import annotations

import asyncio
import importlib
import os
import signal
import threading

import structlog
from flask import Flask

from backend.notifications import hooks
from backend.notifications.endpoints import Services
from backend.notifications.parcels import Channel
from backend.notifications.push import PushChannel
from backend.notifications.sms_gateway import SmsGateway
from backend.notifications.sms_template import gateway_of
from backend.notifications.vapid import Keys
from backend.notifications.worker import Worker
from backend.settings import Settings

log = structlog.get_logger(__name__)


def keys(settings: Settings) -> Keys:
    """The installation's keys towards push services."""
    return Keys(settings.data_folder / "vapid")


def services(settings: Settings) -> Services:
    """The push services whose subscriptions are taken."""
    return Services(settings.push.services)


def channels(settings: Settings) -> list[Channel]:
    """The ways out that this installation has."""
    found: list[Channel] = [
        PushChannel(
            keys=keys(settings),
            contact=settings.push.contact,
            secret=settings.secret_key,
            services=services(settings),
        )
    ]
    if settings.sms.gateway is not None:
        found.append(SmsGateway(gateway_of(settings.sms.gateway)))
    return found


def run_worker(app: Flask, *, beside: bool = False) -> None:
    """Work until SIGTERM or SIGINT, then finish what is under way.

    `beside`: a process of ours started this one; then it also ends when the pipe between them does,
    and Ctrl+C is for the other one to tell.
    """
    if beside:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=_end_with_the_starter, daemon=True).start()
    settings: Settings = app.extensions["settings"]
    keys(settings).current()  # Made at the first run, before anybody needs it.
    for slow in ("aiohttp", "pywebpush", "py_vapid"):
        importlib.import_module(slow)  # Now, and not while the first message waits.
    asyncio.run(_run(app, settings, beside))


async def _run(app: Flask, settings: Settings, beside: bool) -> None:
    worker = Worker(app, channels(settings), hooks.beside)
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, worker.stop)
    if not beside:
        loop.add_signal_handler(signal.SIGINT, worker.stop)
        log.info("worker_started", worker=worker.name)
    await worker.run()


def _end_with_the_starter() -> None:
    """Its end of our standard input closes however it ends; what was claimed goes to others."""
    while os.read(0, 1024):
        pass
    os._exit(0)
