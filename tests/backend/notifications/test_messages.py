"""The outbox of messages, and which channel takes them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from backend.app import create_app
from backend.core.configuration import current_settings
from backend.core.transaction import writing
from backend.extensions import db
from backend.notifications import service
from backend.notifications.models import Delivery, Message
from backend.notifications.sealing import seal, unseal
from tests.support.factories.accounts import LUAN_THANH, MUONG_MAU, make_agency

PHONE = "+84912345678"


def _text(agency: str | None = None) -> str:
    with writing():
        service.send_code(PHONE, "012345", agency)
    return service.latest_messages(1)[0].text


def test_a_code_speaks_for_the_commune_and_warns(app: Flask) -> None:
    with writing():
        make_agency()
    assert _text() == (
        "Xã Luận Thành: mã đăng nhập của bạn là 012345, dùng trong 15 phút. "
        "Không đọc mã này cho ai."
    )


def test_where_several_communes_are_served_the_phone_says_which(app: Flask) -> None:
    with writing():
        make_agency(LUAN_THANH)
        make_agency(MUONG_MAU)
    assert _text(LUAN_THANH).startswith("Xã Luận Thành: ")
    assert _text(MUONG_MAU).startswith("Xã Mường Chiên: ")
    assert _text().startswith("Bộ phận một cửa: ")
    assert _text("H99.999").startswith("Bộ phận một cửa: ")


def test_with_no_agency_yet_the_desk_speaks(app: Flask) -> None:
    assert _text().startswith("Bộ phận một cửa: ")


def test_a_message_is_written_with_its_cause_or_not_at_all(app: Flask) -> None:
    def cause() -> None:
        with writing():
            service.send_code(PHONE, "012345")
            raise RuntimeError("The cause failed.")

    with pytest.raises(RuntimeError, match="cause"):
        cause()
    assert service.latest_messages() == []


def test_what_is_kept_is_sealed(app: Flask) -> None:
    _text()
    kept = db.session.scalars(db.select(Delivery)).one()
    assert b"012345" not in kept.text
    assert PHONE.encode() not in kept.recipient
    assert unseal(kept.recipient) == PHONE
    assert seal("a") != seal("a")


def test_outside_real_use_nothing_is_sent(app: Flask) -> None:
    _text()
    kept = db.session.scalars(db.select(Delivery)).one()
    assert (kept.channel, kept.state) == ("console", "sent")
    assert db.session.scalars(db.select(Message)).one().kind == "sign_in_code"


def test_in_real_use_a_message_waits_for_its_gateway(app: Flask) -> None:
    real = replace(current_settings(), mode="production")
    with create_app(real).app_context():
        _text()
        kept = db.session.scalars(db.select(Delivery)).one()
        assert (kept.channel, kept.state) == ("sms", "waiting")
        db.session.remove()
        db.engine.dispose()


def test_only_the_newest_are_listed(app: Flask) -> None:
    with writing():
        for n in range(35):
            service.send_code(PHONE, f"{n:06d}")
    codes = [m.text for m in service.latest_messages()]
    assert len(codes) == 30
    assert "000034" in codes[0]
    assert "000005" in codes[-1]
