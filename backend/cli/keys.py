"""Commands on the keys of Web Push."""

from __future__ import annotations

import click

from backend.cli.group import main, with_app


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
