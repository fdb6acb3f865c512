"""Commands on what is stored: tables, procedures, lists, recordings, and the daily chores."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from backend.cli.group import main, with_app


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
