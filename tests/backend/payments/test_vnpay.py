"""VNPay 2.1.0: the vectors, and npm vnpay as the other side."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from backend.core import clock
from backend.payments import providers
from backend.payments.providers import vnpay, vnpay_requests
from backend.payments.providers.vnpay import Merchant, Outcome, Payment
from tests.support.clients import ask

VECTORS = json.loads(
    (Path(providers.__file__).parents[1] / "vectors" / "providers.json").read_text(encoding="utf-8")
)
SECRET = VECTORS["vnpay"]["secret"]
MERCHANT = Merchant("DEMO0001", SECRET, "https://pay.example.vn/v2", "https://api.example.vn/t")
MADE = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
EXPIRES = datetime(2026, 11, 21, 2, 15, tzinfo=UTC)
RETURN_URL = "https://dvc.example.vn/thanh-toan/ket-qua?x=1&y=a b"
PAYMENT = Payment(
    reference="H56.99-261121-0001-1",
    amount=8000,
    info="Lệ phí hồ sơ H56.99-261121-0001",
    made_at=MADE,
    expires_at=EXPIRES,
    return_url=RETURN_URL,
    address="127.0.0.1",
)


def pairs(data: str, signature: str) -> list[tuple[str, str]]:
    return [*parse_qsl(data), (vnpay.SIGNATURE, signature)]


@pytest.mark.parametrize("case", VECTORS["vnpay"]["cases"], ids=lambda case: case["name"])
def test_vectors(case: dict[str, str]) -> None:
    assert vnpay.hash_data(parse_qsl(case["data"])) == case["data"]
    assert vnpay.sign(SECRET, case["data"]) == case["signature"]
    assert vnpay.is_signed(MERCHANT, pairs(case["data"], case["signature"].upper()))


def test_the_first_vector_is_what_we_send() -> None:
    case = VECTORS["vnpay"]["cases"][0]
    url = vnpay.payment_url(MERCHANT, PAYMENT)
    assert url == f"https://pay.example.vn/v2?{case['data']}&vnp_SecureHash={case['signature']}"


def test_the_second_vector_says_paid() -> None:
    case = VECTORS["vnpay"]["cases"][1]
    told = vnpay.notice(dict(parse_qsl(case["data"])))
    assert (told.reference, told.amount, told.outcome) == (PAYMENT.reference, 8000, Outcome.PAID)
    assert told.transaction_no == "14226112"
    assert told.paid_at is not None
    assert clock.local(told.paid_at).isoformat() == "2026-11-21T09:05:12+07:00"


@pytest.mark.parametrize(
    "change",
    [
        {"vnp_Amount": "80000"},
        {"vnp_TxnRef": "H56.99-261121-0002-1"},
        {"vnp_ResponseCode": "24"},
        {"vnp_Extra": "1"},
        {"vnp_SecureHash": ""},
        {"vnp_SecureHash": "0" * 128},
        {"vnp_SecureHash": "ký"},
    ],
    ids=str,
)
def test_whatever_is_changed_is_not_signed(change: dict[str, str]) -> None:
    case = VECTORS["vnpay"]["cases"][1]
    changed = dict(pairs(case["data"], case["signature"])) | change
    assert not vnpay.is_signed(MERCHANT, changed.items())


def test_missing_doubled_and_foreign_signatures() -> None:
    case = VECTORS["vnpay"]["cases"][1]
    signed = pairs(case["data"], case["signature"])
    assert not vnpay.is_signed(MERCHANT, signed[:-1])
    assert not vnpay.is_signed(MERCHANT, [*signed, signed[-1]])
    assert not vnpay.is_signed(MERCHANT, [*signed, ("vnp_Amount", "1")])
    other = Merchant("DEMO0001", "another secret", "", "")
    assert not vnpay.is_signed(other, signed)


@pytest.mark.parametrize(
    ("response", "status", "outcome"),
    [
        ("00", "00", Outcome.PAID),
        ("00", "01", Outcome.PENDING),
        ("00", "02", Outcome.FAILED),
        ("24", "00", Outcome.FAILED),
        ("24", "02", Outcome.FAILED),
        ("51", "02", Outcome.FAILED),
        ("11", "02", Outcome.FAILED),
        ("07", "00", Outcome.REVIEW),
        ("00", "04", Outcome.REVIEW),
        ("00", "07", Outcome.REVIEW),
        ("", "", Outcome.FAILED),
    ],
)
def test_paid_only_when_both_codes_say_so(response: str, status: str, outcome: Outcome) -> None:
    assert vnpay.outcome_of(response, status) is outcome


@pytest.mark.parametrize(
    ("text", "amount"),
    [("800000", 8000), ("800001", None), ("-1", None), ("", None), ("8e5", None), ("٣٠٠", None)],
)
def test_amounts_are_whole_dong(text: str, amount: int | None) -> None:
    assert vnpay.amount_of(text) == amount


@pytest.mark.parametrize("text", ["", "2026", "20261399000000", "2026112109051x", "٢" * 14])
def test_what_is_no_time(text: str) -> None:
    assert vnpay.moment_of(text) is None


def test_vietnamese_is_made_plain() -> None:
    assert vnpay.plain("Đặng  Thị Mẫu: “phí” & lệ phí #1") == "Dang Thi Mau phi le phi 1"
    assert len(vnpay.plain("á" * 400)) == 255


def test_the_secret_stays_out_of_what_is_printed() -> None:
    assert SECRET not in repr(MERCHANT)


# --- npm vnpay is the other side ------------------------------------------------------------------


def theirs(*verbs: tuple[str, Any], host: str | None = None) -> Any:
    told = {"tmnCode": "DEMO0001", "secret": SECRET, "do": list(verbs)}
    return ask("vnpay.mjs", told if host is None else {**told, "host": host})


def test_each_side_verifies_what_the_other_signs() -> None:
    """Both directions: their address verified by us, our notices (good and changed) by them."""
    case = VECTORS["vnpay"]["cases"][1]
    good = dict(pairs(case["data"], case["signature"]))
    ours = dict(parse_qsl(urlsplit(vnpay.payment_url(MERCHANT, PAYMENT)).query))
    built = {
        "vnp_Amount": 8000,
        "vnp_IpAddr": "127.0.0.1",
        "vnp_TxnRef": PAYMENT.reference,
        "vnp_OrderInfo": vnpay.plain(PAYMENT.info),
        "vnp_OrderType": "other",
        "vnp_ReturnUrl": RETURN_URL,
        "vnp_Locale": "vn",
        "vnp_CreateDate": int(vnpay.wall_time(MADE)),
        "vnp_ExpireDate": int(vnpay.wall_time(EXPIRES)),
    }
    url, read, changed, request = theirs(
        ("build", built),
        ("verify", good),
        ("verify", {**good, "vnp_Amount": "80000"}),
        ("verify", ours),
    )
    assert vnpay.is_signed(MERCHANT, parse_qsl(urlsplit(url).query))
    assert dict(parse_qsl(urlsplit(url).query)) == ours
    assert (read["isVerified"], read["isSuccess"]) == (True, True)
    assert changed["isVerified"] is False
    assert request["isVerified"] is True


# --- the merchant API -------------------------------------------------------------------------

ASKING = vnpay_requests.Asking("0190a000000070008000000000000001", MADE, "127.0.0.1")


def answered(**changes: Any) -> dict[str, Any]:
    body: dict[str, Any] = {
        "vnp_ResponseId": "1",
        "vnp_Command": "querydr",
        "vnp_ResponseCode": "00",
        "vnp_Message": "OK",
        "vnp_TmnCode": "DEMO0001",
        "vnp_TxnRef": PAYMENT.reference,
        "vnp_Amount": "800000",
        "vnp_BankCode": "NCB",
        "vnp_PayDate": "20261121090512",
        "vnp_TransactionNo": "14226112",
        "vnp_TransactionType": "01",
        "vnp_TransactionStatus": "00",
        "vnp_OrderInfo": "Truy van",
        "vnp_PromotionCode": "",
        "vnp_PromotionAmount": "",
        **changes,
    }
    command = str(body["vnp_Command"])
    body[vnpay.SIGNATURE] = vnpay_requests.answer_signature(MERCHANT, command, body)
    return body


def test_a_query_is_signed_and_its_answer_read() -> None:
    body = vnpay_requests.query_body(MERCHANT, ASKING, PAYMENT.reference, MADE)
    assert vnpay_requests.request_is_signed(MERCHANT, body)
    told = vnpay_requests.query_notice(MERCHANT, answered())
    assert told is not None
    assert (told.outcome, told.amount) == (Outcome.PAID, 8000)


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"vnp_TransactionStatus": "01"}, Outcome.PENDING),
        ({"vnp_TransactionStatus": "02"}, Outcome.FAILED),
        ({"vnp_TransactionStatus": "04"}, Outcome.REVIEW),
        ({"vnp_ResponseCode": "91"}, Outcome.NOT_FOUND),
    ],
)
def test_what_a_query_says(changes: dict[str, str], outcome: Outcome) -> None:
    told = vnpay_requests.query_notice(MERCHANT, answered(**changes))
    assert told is not None
    assert told.outcome is outcome


@pytest.mark.parametrize("code", ["94", "97", "99", "02"])
def test_an_answer_about_a_fault_says_nothing(code: str) -> None:
    assert vnpay_requests.query_notice(MERCHANT, answered(vnp_ResponseCode=code)) is None


def test_an_unsigned_answer_is_none() -> None:
    assert vnpay_requests.query_notice(MERCHANT, answered() | {"vnp_Amount": "1"}) is None
    assert vnpay_requests.query_notice(MERCHANT, {}) is None
    assert vnpay_requests.refund_accepted(MERCHANT, {vnpay.SIGNATURE: 7}) is None


@pytest.mark.parametrize(
    ("changes", "accepted"),
    [
        ({"vnp_TransactionStatus": "05"}, True),
        ({"vnp_TransactionStatus": "06"}, True),
        ({"vnp_TransactionStatus": "09"}, False),
        ({"vnp_ResponseCode": "95"}, False),
    ],
)
def test_what_a_refund_says(changes: dict[str, str], accepted: bool) -> None:
    said = answered(vnp_Command="refund", **changes)
    assert vnpay_requests.refund_accepted(MERCHANT, said) is accepted


def test_a_refund_is_signed() -> None:
    refunding = vnpay_requests.Refunding(
        PAYMENT.reference, "14226112", MADE, 8000, True, "Hà Ví Dụ"
    )
    body = vnpay_requests.refund_body(MERCHANT, ASKING, refunding)
    assert vnpay_requests.request_is_signed(MERCHANT, body)
    assert (body["vnp_Amount"], body["vnp_TransactionType"]) == ("800000", "02")
    assert not vnpay_requests.request_is_signed(MERCHANT, body | {"vnp_Amount": "900000"})
