"""Commands that stay: the server, the worker, the sandbox of payments, and the demo with them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from backend.cli.data import refused_imports_told
from backend.cli.group import main, settings, with_app
from backend.serving import PortTaken, check_port, run_server


@main.command()
@click.option("--workers", default=1, show_default=True, help="Processes; more need PostgreSQL.")
def serve(workers: int) -> None:
    """Serve the API and the app (after `motcua migrate`)."""
    given = settings()
    if given.mode == "demo":
        raise click.ClickException("Use `motcua demo` for demo data, or MOTCUA_MODE=production.")
    with taken_port_told():
        run_server(given, workers)


@contextmanager
def taken_port_told() -> Iterator[None]:
    """A port of another program ends the command with what to do about it."""
    try:
        yield
    except PortTaken as taken:
        raise click.ClickException(str(taken)) from taken


@main.command()
@click.option("--port", default=8100, show_default=True, help="Where the gateway listens.")
@click.option("--app-url", default="http://localhost:8000", show_default=True)
@click.option("--behaviour", default="", help="lost=1,delay=2,repeats=3,wrong_amounts=1")
@click.option("--listening", type=int, hidden=True, help="An open socket of `motcua demo`.")
def sandbox(port: int, app_url: str, behaviour: str, listening: int | None) -> None:
    """Run the demo's payment gateway; it never stands beside real credentials."""
    from backend.payments.providers import sandbox as gateway

    payments = settings().payments
    if payments.vnpay_code or payments.payos_key:
        raise click.ClickException("Đang có khóa thanh toán thật: cổng thử không chạy cùng.")
    try:
        gateway.serve("127.0.0.1", port, app_url, gateway.behaviour_of(behaviour), listening)
    except ValueError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.option("--beside", is_flag=True, hidden=True, help="End with `motcua demo`.")
def worker(beside: bool) -> None:
    """Send messages to people; run one or many beside the server, on any machine."""
    from backend.app import create_app
    from backend.notifications import service as notifications

    notifications.run_worker(create_app(settings()), beside=beside)


@main.command()
def demo() -> None:
    """Migrate, fill with invented people and dossiers once, and serve on this machine only."""
    from backend import demo as demo_data

    os.environ["MOTCUA_MODE"] = "demo"
    given = settings()
    try:
        with taken_port_told(), refused_imports_told():
            check_port(given)
            with demo_data.gateway_beside(given) as complete:
                with_app(demo_data.prepare)()
                with demo_data.worker_beside(complete):
                    run_server(complete, said_when_ready=demo_data.greeting(complete))
    except demo_data.NotADemo as refused:
        raise click.ClickException(str(refused)) from refused
