"""The demo console: for this machine, in demo mode, and plainly what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.accounts import service as accounts
from backend.app import create_app
from backend.core.access import Role
from backend.core.configuration import current_settings
from backend.core.transaction import writing
from backend.extensions import db
from backend.notifications import service
from tests.support.browser import Browser
from tests.support.factories.accounts import make_agency
from tests.support.sign_in import ask, enter, officer_enters, ticket

PHONE = "+84912345678"


@pytest.fixture
def demo(app: Flask) -> Iterator[FlaskClient]:
    """A browser on the demo installation, which uses the same tables."""
    demo_app = create_app(replace(current_settings(), mode="demo"))
    demo_app.test_client_class = Browser
    with demo_app.app_context():
        yield demo_app.test_client()
        db.session.remove()
        db.engine.dispose()


def test_it_says_plainly_what_it_is(demo: FlaskClient) -> None:
    page = demo.get("/demo/console")
    assert page.status_code == 200
    assert page.mimetype == "text/html"
    assert "Đây là bản chạy thử" in page.text
    assert "không có tin nào được gửi đi" in page.text
    assert "nothing is really sent" in page.text


def test_it_shows_the_codes_that_were_asked_for(demo: FlaskClient) -> None:
    ask(demo)
    message = service.latest_messages(1)[0]
    page = demo.get("/demo/console").text
    assert message.text in page
    assert PHONE in page


def test_it_shows_the_second_factors_of_invented_officers_only(demo: FlaskClient) -> None:
    with writing():
        agency = make_agency()
        for login, is_demo in (("canbo.thu", True), ("canbo.that", False)):
            accounts.create_staff(
                "Vàng Thị Ví Dụ",
                login=login,
                password="mat khau thu nghiem",
                role=Role.OFFICER,
                agency_code=agency,
                is_demo=is_demo,
            )
    page = demo.get("/demo/console").text
    assert "canbo.thu" in page
    assert "canbo.that" not in page
    factor = accounts.demo_second_factors()[0]
    assert factor.code in page
    entered = officer_enters(demo, "canbo.thu", factor.code, "mat khau thu nghiem")
    assert entered.status_code == 201


def test_it_runs_nothing_and_hides_nothing_inline(demo: FlaskClient) -> None:
    page = demo.get("/demo/console")
    assert "<script" not in page.text
    assert "<style" not in page.text
    assert "style=" not in page.text
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert page.headers["Cache-Control"] == "no-store"
    style = demo.get("/demo/console.css")
    assert (style.status_code, style.mimetype) == (200, "text/css")


def test_what_it_shows_is_escaped(demo: FlaskClient) -> None:
    with writing():
        service._write(PHONE, "<b>Không đọc</b> mã này cho ai.", "test")
    page = demo.get("/demo/console").text
    assert "<b>" not in page
    assert "&lt;b&gt;" in page


@pytest.mark.parametrize("path", ["/demo/console", "/demo/console.css"])
def test_outside_demo_mode_it_does_not_exist(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


@pytest.mark.parametrize("address", ["203.0.113.9", "192.168.1.4", "2001:db8::1", ""])
def test_other_machines_do_not_see_it(demo: FlaskClient, address: str) -> None:
    answer = demo.get("/demo/console", environ_base={"REMOTE_ADDR": address})
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost:8000", 200), ("127.0.0.1:8000", 200), ("[::1]:8000", 200), ("evil.example", 404)],
)
def test_a_foreign_name_for_this_machine_does_not_open_it(
    demo: FlaskClient, host: str, status: int
) -> None:
    """A site may point its own name at 127.0.0.1 and read what its page then loads."""
    assert demo.get("/demo/console", headers={"Host": host}).status_code == status


def test_who_signs_up_on_the_demo_is_demo_data(demo: FlaskClient) -> None:
    made = enter(demo, ticket(demo), new_profile={"full_name": "Lò Thị Mẫu"})
    assert made.status_code == 201
    assert not accounts.has_non_demo_people()
