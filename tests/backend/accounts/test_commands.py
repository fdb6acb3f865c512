"""`motcua staff`: logins for real use."""

from __future__ import annotations

import re
from pathlib import Path

import pyotp
import pytest
from click.testing import CliRunner, Result

from backend.app import create_app
from backend.cli import main
from backend.core import clock
from backend.core.transaction import writing
from backend.extensions import db
from backend.settings import load
from tests.support.browser import Browser
from tests.support.factories.accounts import PASSWORD, make_agency
from tests.support.sign_in import officer_enters


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with one agency in a folder of its own."""
    monkeypatch.setenv("MOTCUA_DATA", str(tmp_path))
    with create_app(load()).app_context():
        db.create_all()
        with writing():
            make_agency()
        db.engine.dispose()
    return tmp_path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["staff", *arguments])


def _secret(result: Result) -> str:
    assert result.exit_code == 0, result.output
    found = re.search(r"\b[A-Z2-7]{32}\b", result.output)
    assert found is not None
    return found[0]


def _status(secret: str, password: str) -> int:
    app = create_app(load())
    app.test_client_class = Browser
    code = pyotp.TOTP(secret).at(clock.now())
    with app.app_context():
        status = officer_enters(app.test_client(), "canbo", code, password).status_code
        db.session.remove()
        db.engine.dispose()
    return status


def test_a_login_is_made_and_renewed(data: Path) -> None:
    add = ["add", "canbo", "--name", "Vàng Thị Ví Dụ", "--agency", "H56.126"]
    first = _secret(_run(*add, "--password", PASSWORD))
    assert _status(first, PASSWORD) == 201
    second = _secret(_run("renew", "canbo", "--password", "mat khau thu hai"))
    assert _status(first, PASSWORD) == 422
    assert _status(second, "mat khau thu hai") == 201


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("add", "x", "--name", "X", "--agency", "H99.999", "--password", PASSWORD),
            "nơi nhận hồ sơ",
        ),
        (("add", "x", "--name", "X", "--agency", "H56.126", "--password", "ngan"), "10 characters"),
        (("renew", "nobody", "--password", PASSWORD), "no login"),
    ],
)
def test_what_is_wrong_is_said(data: Path, arguments: tuple[str, ...], said: str) -> None:
    result = _run(*arguments)
    assert result.exit_code == 1
    assert said in result.output
