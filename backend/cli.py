"""Operator commands: `motcua serve`, `motcua demo`, `motcua migrate`, ..."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from backend.serving import PortTaken, check_port, run_server
from backend.settings import Settings, SettingsError, load

P = ParamSpec("P")
R = TypeVar("R")


@click.group()
def main() -> None:
    """Một Cửa Vùng Cao: the commune's one-stop desk."""


def _settings() -> Settings:
    try:
        return load()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


def with_app(command: Callable[P, R]) -> Callable[P, R]:
    """Run a command inside the application made from the environment's settings."""

    @wraps(command)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        from backend.app import create_app
        from backend.extensions import db

        settings = _settings()
        settings.data_folder.mkdir(parents=True, exist_ok=True)
        with create_app(settings).app_context():
            try:
                return command(*args, **kwargs)
            finally:
                db.session.remove()
                db.engine.dispose()

    return inside


@main.command()
@click.option("--workers", default=1, show_default=True, help="Processes; more need PostgreSQL.")
def serve(workers: int) -> None:
    """Serve the API and the app (after `motcua migrate`)."""
    settings = _settings()
    if settings.mode == "demo":
        raise click.ClickException("Use `motcua demo` for demo data, or MOTCUA_MODE=production.")
    with taken_port_told():
        run_server(settings, workers)


@contextmanager
def taken_port_told() -> Iterator[None]:
    """A port of another program ends the command with what to do about it."""
    try:
        yield
    except PortTaken as taken:
        raise click.ClickException(str(taken)) from taken


@main.command()
@with_app
def migrate() -> None:
    """Bring the database to this version's tables."""
    from backend.database import upgrade

    upgrade()
    click.echo("Cơ sở dữ liệu đã sẵn sàng.")


@contextmanager
def refused_imports_told() -> Iterator[None]:
    """An import that is refused ends with each error on a line of its own."""
    from backend.catalogue.service import ImportRefused

    try:
        yield
    except ImportRefused as refused:
        for error in refused.errors:
            click.echo(str(error), err=True)
        raise click.ClickException(f"Chưa nhập gì: có {len(refused.errors)} lỗi.") from refused


@main.command("import-procedures")
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@with_app
def import_procedures(folder: Path | None) -> None:
    """Import procedure files (the packaged ones by default): all of them, or none."""
    from backend.catalogue.service import import_procedures as run_import

    with refused_imports_told():
        result = run_import(folder)
    click.echo(
        f"Thủ tục: thêm {result.added}, giữ nguyên {result.unchanged}, "
        f"đổi ngày hết hiệu lực {result.ended}, thêm tờ khai {result.replaced}."
    )


@main.command("import-list")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--publish", is_flag=True, help="Publish; without it the file is only looked at.")
@click.option("--from", "day", type=click.DateTime(["%Y-%m-%d"]), required=True, help="2026-12-01")
@click.option("--whole", is_flag=True, help="What an earlier list had and this has not, ends.")
@click.option("--agency", help="Whose list it is, where several provinces share the server.")
@with_app
def import_list(file: Path, publish: bool, day: datetime, whole: bool, agency: str | None) -> None:
    """Look at a commune's list of procedures (CSV or XLSX), and publish it from a day on."""
    from backend.catalogue.service import take_list

    try:
        for line in take_list(file, agency=agency, day=day.date(), whole=whole, publish=publish):
            click.echo(line)
    except ValueError as error:
        raise click.ClickException(str(error)) from error


@main.command("sweep-uploads")
@with_app
def sweep_uploads() -> None:
    """Remove drafts nobody touched for long, and uploads that expired, as the server does daily."""
    from backend.chores import tidy

    forgotten, swept = tidy()
    click.echo(f"Đã dọn {forgotten} bản nháp để lâu và {swept} tệp gửi dở quá hạn.")


@main.command("close-expired")
@with_app
def close_expired() -> None:
    """Close dossiers whose time for a supplement is over; run it once a day."""
    from backend.core.transaction import writing
    from backend.dossiers.service import close_expired_supplements

    closed = 0
    while True:
        with writing():
            batch = close_expired_supplements()
        if batch == 0:
            break
        closed += batch
    click.echo(f"Đã đóng {closed} hồ sơ quá hạn bổ sung.")


@main.command()
@with_app
def reconcile() -> None:
    """Ask after payments without an answer and tell their dossiers; run it every few minutes."""
    from backend.payments.service import reconcile as run_reconciliation

    for line in run_reconciliation().said():
        click.echo(line)


@main.command()
@click.option("--port", default=8100, show_default=True, help="Where the gateway listens.")
@click.option("--app-url", default="http://localhost:8000", show_default=True)
@click.option("--behaviour", default="", help="lost=1,delay=2,repeats=3,wrong_amounts=1")
@click.option("--listening", type=int, hidden=True, help="An open socket of `motcua demo`.")
def sandbox(port: int, app_url: str, behaviour: str, listening: int | None) -> None:
    """Run the demo's payment gateway; it never stands beside real credentials."""
    from backend.payments.providers import sandbox as gateway

    payments = _settings().payments
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

    notifications.run_worker(create_app(_settings()), beside=beside)


@main.group()
def keys() -> None:
    """The keys that phones' push services know this installation by."""


@keys.command("show")
@with_app
def show_keys() -> None:
    """Name the keys, the current one first, with how many phones use each."""
    from backend.notifications import service as notifications

    for line in notifications.push_keys():
        mark = "đang dùng" if line.current else "cũ"
        click.echo(f"{line.id}  {mark}  {line.browsers} máy")


@keys.command("rotate")
@with_app
def rotate_keys() -> None:
    """Make a new key. Phones take it when they open the app; the old one serves them until then."""
    from backend.notifications import service as notifications

    click.echo(f"Khóa mới: {notifications.rotate_push_key()}.")


@keys.command("drop")
@click.argument("key_id")
@with_app
def drop_key(key_id: str) -> None:
    """Take an old key away, because somebody else has it: its phones get SMS until they return."""
    from backend.core.transaction import writing
    from backend.notifications import service as notifications

    try:
        with writing():
            lost = notifications.drop_push_key(key_id)
    except (LookupError, ValueError) as error:
        raise click.ClickException("Chưa đổi gì: khóa này không có, hoặc đang dùng.") from error
    click.echo(f"Đã bỏ khóa {key_id}; {lost} máy phải đăng ký lại.")


@main.group()
def recordings() -> None:
    """Sentences of procedures, read aloud by the commune."""


@recordings.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--agency", required=True, help="The agency's identification code, like H56.126.")
@with_app
def import_recordings(folder: Path, agency: str) -> None:
    """Take recordings from FOLDER/<language>/<id of the sentence>.<ending>, like hmn/psmhepja.m4a.

    The list of sentences with their ids is on the desk's page of recordings.
    """
    from backend.core.problems import Problem
    from backend.places import service as places
    from backend.recordings.folder import take

    try:
        code = places.agency(agency).code
    except Problem as problem:
        raise click.ClickException(problem.type.vi) from problem
    refused = 0
    for taken in take(code, folder):
        refused += not taken.kept
        click.echo(f"{taken.path.relative_to(folder)}: {taken.said}", err=not taken.kept)
    if refused:
        raise click.ClickException(f"Có {refused} tệp không dùng được. Những tệp khác đã lưu.")


@main.command("create-agency")
@click.argument("code")
@click.argument("name")
@click.argument("commune")
@click.option("--address", default="", help="Where the desk is.")
@click.option("--phone", default="", help="The desk's telephone.")
@with_app
def create_agency(code: str, name: str, commune: str, address: str, phone: str) -> None:
    """Make an agency: its identification CODE (H56.126), NAME and five-digit COMMUNE code."""
    from backend.core.transaction import writing
    from backend.places import service as places

    if code in {agency.code for agency in places.agencies()}:
        raise click.ClickException(f"Đã có cơ quan {code}. Chưa đổi gì.")
    try:
        with writing():
            made = places.ensure_agency(code, name, commune, address=address, phone=phone)
    except ValueError as error:
        raise click.ClickException(
            "Mã cơ quan có dạng H56.126; mã xã có năm chữ số và phải có trong danh mục."
        ) from error
    click.echo(f"Đã tạo cơ quan {made.code}: {made.name}.")


@main.group()
def staff() -> None:
    """Officers, leaders and administrators: new logins, lost second factors."""


def _password(_context: click.Context, _parameter: click.Parameter, given: str | None) -> str:
    """As given, asked for at a terminal, or the first line of what is piped in."""
    if given is not None:
        return given
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt("Mật khẩu", hide_input=True, confirmation_prompt="Gõ lại mật khẩu")
    return typed


_PASSWORD = click.option(
    "--password", callback=_password, help="Asked for, or read from a pipe, if not given."
)


@staff.command("add")
@click.argument("login")
@click.option("--name", required=True, help="Full name.")
@click.option("--agency", required=True, help="The agency's identification code, like H56.126.")
@click.option(
    "--role", type=click.Choice(["officer", "leader", "administrator"]), default="officer"
)
@_PASSWORD
@with_app
def add_staff(login: str, name: str, agency: str, role: str, password: str) -> None:
    """Make a login and show its second factor once."""
    _add_staff(login, name, agency, role, password)


@main.command("create-admin")
@click.argument("login")
@click.option("--name", required=True, help="Full name.")
@click.option("--agency", required=True, help="The agency's identification code, like H56.126.")
@_PASSWORD
@with_app
def create_admin(login: str, name: str, agency: str, password: str) -> None:
    """Make an agency's first administrator (`staff add --role administrator`)."""
    _add_staff(login, name, agency, "administrator", password)


def _add_staff(login: str, name: str, agency: str, role: str, password: str) -> None:
    from backend.accounts import service as accounts
    from backend.core.access import Role
    from backend.core.problems import Problem
    from backend.core.transaction import writing
    from backend.places import service as places

    try:
        with writing():
            code = places.agency(agency).code
            told = accounts.create_staff(
                name, login=login, password=password, role=Role(role), agency_code=code
            )
    except Problem as problem:
        raise click.ClickException(problem.type.vi) from problem
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    _show_second_factor(told.totp_secret, told.totp_uri)


@staff.command("renew")
@click.argument("login")
@_PASSWORD
@with_app
def renew_staff(login: str, password: str) -> None:
    """Give a login a new password and second factor, and end its sessions."""
    from backend.accounts import service as accounts
    from backend.core.transaction import writing

    try:
        with writing():
            told = accounts.renew_staff_login(login, password=password)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    _show_second_factor(told.totp_secret, told.totp_uri)


def _show_second_factor(secret: str, uri: str) -> None:
    import segno

    if sys.stdout.isatty():
        segno.make(uri).terminal(compact=True)
    click.echo(uri)
    click.echo(f"Quét mã này bằng ứng dụng xác thực, hoặc nhập khóa: {secret}")


@main.command()
def demo() -> None:
    """Migrate, fill with invented people and dossiers once, and serve on this machine only."""
    from backend import demo as demo_data

    os.environ["MOTCUA_MODE"] = "demo"
    settings = _settings()
    try:
        with taken_port_told(), refused_imports_told():
            check_port(settings)
            with demo_data.gateway_beside(settings) as complete:
                with_app(demo_data.prepare)()
                with demo_data.worker_beside(complete):
                    run_server(complete, said_when_ready=demo_data.greeting(complete))
    except demo_data.NotADemo as refused:
        raise click.ClickException(str(refused)) from refused


if __name__ == "__main__":
    main()
