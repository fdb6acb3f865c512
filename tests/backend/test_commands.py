"""The operator's commands, called as the operator calls them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyotp
import pytest
from click.testing import CliRunner, Result
from flask import Flask

from backend.app import create_app
from backend.cli import main
from backend.core.access import Role
from backend.extensions import db
from backend.places import service as places
from backend.settings import SettingsError, load
from tests.support import databases
from tests.support.sign_in import officer_enters

Run = Callable[..., Result]
PASSWORD = "mat khau cua nguoi thu"
HA_THI_MAU = ("--name", "Hà Thị Mẫu", "--agency", "H56.126")


@pytest.fixture
def environment(database_kind: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    with databases.empty_database(database_kind, tmp_path) as url:
        yield {
            "MOTCUA_DATA": str(tmp_path / "data"),
            "MOTCUA_DATABASE_URL": url,
            "MOTCUA_MODE": "production",
        }


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    """A command in a migrated installation of its own."""

    def call(*arguments: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(main, arguments, input=typed, env=environment)

    assert call("migrate").exit_code == 0
    return call


@pytest.fixture
def app(environment: dict[str, str], run: Run) -> Iterator[Flask]:
    """The same installation, to look at what a command did."""
    made = create_app(load(environment))
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


def add_agency(run: Run, code: str = "H56.126") -> Result:
    return run("create-agency", code, "Xã Luận Thành", "15634", "--phone", "0237 000 0000")


def test_an_agency_is_made_once(app: Flask, run: Run) -> None:
    assert add_agency(run).exit_code == 0
    again = add_agency(run)
    assert again.exit_code == 1
    assert "Chưa đổi gì" in again.output
    assert places.agency("H56.126").phone == "0237 000 0000"
    assert app.config["PUBLIC_URL"]


@pytest.mark.parametrize(("code", "commune"), [("xa-luan-thanh", "15634"), ("H56.126", "99999")])
def test_an_impossible_agency_is_refused(run: Run, code: str, commune: str) -> None:
    refused = run("create-agency", code, "Xã Luận Thành", commune)
    assert refused.exit_code == 1
    assert "H56.126" in refused.output


def test_the_first_administrator_can_sign_in(app: Flask, run: Run) -> None:
    add_agency(run)
    added = run("create-admin", "quantri", *HA_THI_MAU, typed=f"{PASSWORD}\n")
    assert added.exit_code == 0, added.output
    assert "otpauth://totp/" in added.output
    code = _code(added.output)
    entered = officer_enters(app.test_client(), "quantri", code)
    assert entered.status_code == 201
    assert entered.get_json()["person"]["role"] == Role.ADMINISTRATOR.value


def test_a_lost_second_factor_is_renewed(app: Flask, run: Run) -> None:
    add_agency(run)
    first = run("staff", "add", "canbo", *HA_THI_MAU, "--password", PASSWORD)
    renewed = run("staff", "renew", "canbo", "--password", f"{PASSWORD} khac")
    assert renewed.exit_code == 0, renewed.output
    assert officer_enters(app.test_client(), "canbo", _code(first.output)).status_code == 422
    entered = officer_enters(app.test_client(), "canbo", _code(renewed.output), f"{PASSWORD} khac")
    assert entered.get_json()["person"]["role"] == Role.OFFICER.value


@pytest.mark.parametrize(("agency", "password"), [("H99.999", PASSWORD), ("H56.126", "ngan")])
def test_nobody_is_made_of_what_is_wrong(run: Run, agency: str, password: str) -> None:
    add_agency(run)
    refused = run(
        "create-admin", "quantri", "--name", "Hà Thị Mẫu", "--agency", agency, typed=password
    )
    assert refused.exit_code == 1
    assert "otpauth" not in refused.output


def test_nothing_is_closed_where_nothing_waits(run: Run) -> None:
    closed = run("close-expired")
    assert closed.exit_code == 0
    assert "Đã đóng 0 hồ sơ" in closed.output


def _code(printed: str) -> str:
    secret = printed.rsplit(":", 1)[1].strip()
    return pyotp.TOTP(secret).now()


def test_the_operator_reconciles_payments(run: Run) -> None:
    done = run("reconcile")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Đối soát: hỏi 0, ghi nhận 0")


def test_the_operator_turns_the_push_keys_over(run: Run) -> None:
    """Old keys stay until they are dropped; the current one cannot be."""
    assert "đang dùng" in run("keys", "show").output
    [old] = [line.split()[0] for line in run("keys", "show").output.splitlines()]
    new = run("keys", "rotate").output.split()[-1].rstrip(".")
    assert [line.split()[0] for line in run("keys", "show").output.splitlines()] == [new, old]
    refused = run("keys", "drop", new)
    assert refused.exit_code == 1
    assert "Chưa đổi gì" in refused.output
    assert run("keys", "drop", "0" * 16).exit_code == 1
    dropped = run("keys", "drop", old)
    assert dropped.exit_code == 0, dropped.output
    assert [line.split()[0] for line in run("keys", "show").output.splitlines()] == [new]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MOTCUA_PUSH_SERVICES", "push.example.vn http://127.0.0.1:8090"),
        ("MOTCUA_PUSH_CONTACT", "0912 345 678"),
    ],
)
def test_push_settings_that_cannot_be_are_named(
    environment: dict[str, str], name: str, value: str
) -> None:
    with pytest.raises(SettingsError, match=name):
        load({**environment, name: value})


def test_push_services_may_be_added(environment: dict[str, str]) -> None:
    push = load(
        {
            **environment,
            "MOTCUA_PUSH_SERVICES": "push.example.vn *.push.example.org",
            "MOTCUA_PUBLIC_URL": "https://motcua.example.vn",
        }
    ).push
    assert push.services == ("push.example.vn", "*.push.example.org")
    assert push.contact == "https://motcua.example.vn"
