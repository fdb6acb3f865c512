"""Commands on agencies and on those who work there."""

from __future__ import annotations

import sys

import click

from backend.cli.group import main, with_app


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
