"""VNPay 2.1.0, the pure side: what is signed, in which form, and what an answer means.

Source: sandbox.vnpayment.vn/apis/docs (thanh-toan-pay, truy-van-hoan-tien). Amounts on the wire are
đồng × 100; times are wall clock times of Vietnam, `yyyyMMddHHmmss`. No file of ours keeps the
secret: it comes in `Merchant` from the settings, and `repr` leaves it out.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from urllib.parse import quote_plus

from backend.core import clock

VERSION = "2.1.0"
SIGNATURE = "vnp_SecureHash"
_NOT_SIGNED = frozenset({SIGNATURE, "vnp_SecureHashType"})
_HUNDREDTHS = 100
_TIME = "%Y%m%d%H%M%S"
MAX_ORDER_INFO = 255


@dataclass(frozen=True, slots=True)
class Merchant:
    """What VNPay gave to the commune: terminal code, secret, and where its servers are."""

    tmn_code: str
    secret: str = field(repr=False)
    pay_url: str
    api_url: str


class Answer(StrEnum):
    """`RspCode` of our answer to an IPN."""

    RECORDED = "00"
    NOT_FOUND = "01"
    ALREADY = "02"
    WRONG_PLACE = "03"
    WRONG_AMOUNT = "04"
    WRONG_SIGNATURE = "97"
    FAULT = "99"


MESSAGES: Mapping[Answer, str] = {
    Answer.RECORDED: "Confirm Success",
    Answer.NOT_FOUND: "Order not found",
    Answer.ALREADY: "Order already confirmed",
    Answer.WRONG_PLACE: "IP prohibited",
    Answer.WRONG_AMOUNT: "Invalid amount",
    Answer.WRONG_SIGNATURE: "Invalid signature",
    Answer.FAULT: "Unknown error",
}


class Outcome(StrEnum):
    """What VNPay says became of a payment."""

    PAID = "paid"
    FAILED = "failed"
    REVIEW = "review"
    """Debited, but not settled: reversed, suspected of fraud. A person looks."""
    PENDING = "pending"
    NOT_FOUND = "not_found"


_REVIEW_RESPONSES = frozenset({"07"})
_REVIEW_STATUSES = frozenset({"04", "07"})


@dataclass(frozen=True, slots=True)
class Notice:
    """What an IPN, a return or a query says of one payment; `amount` in đồng."""

    reference: str
    amount: int | None
    outcome: Outcome
    response_code: str
    transaction_status: str
    transaction_no: str
    paid_at: datetime | None
    bank: str


def hash_data(values: Iterable[tuple[str, str]]) -> str:
    """The text that is signed: empty values dropped, keys in ASCII order, form-encoded."""
    kept = sorted((key, value) for key, value in values if value != "" and key not in _NOT_SIGNED)
    return "&".join(f"{quote_plus(key)}={quote_plus(value)}" for key, value in kept)


def sign(secret: str, data: str) -> str:
    """HMAC-SHA512, hex."""
    return hmac.new(secret.encode(), data.encode(), hashlib.sha512).hexdigest()


def is_signed(merchant: Merchant, pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether VNPay signed these parameters. A name that comes twice is never signed."""
    listed = list(pairs)
    given = [value for key, value in listed if key == SIGNATURE]
    if len(given) != 1 or len({key for key, _ in listed}) < len(listed):
        return False
    signed = [(key, value) for key, value in listed if key.startswith("vnp_")]
    expected = sign(merchant.secret, hash_data(signed))
    return same(expected, given[0].lower())


def same(expected: str, given: str) -> bool:
    """Compared in constant time; what is not ASCII cannot be equal."""
    return hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class Payment:
    """What is to be paid: `reference` is unique for the merchant, `info` is shown to the payer."""

    reference: str
    amount: int
    info: str
    made_at: datetime
    expires_at: datetime
    return_url: str
    address: str
    language: str = "vn"


def payment_url(merchant: Merchant, payment: Payment) -> str:
    """Where the payer's browser goes."""
    values = {
        "vnp_Version": VERSION,
        "vnp_Command": "pay",
        "vnp_TmnCode": merchant.tmn_code,
        "vnp_Amount": str(payment.amount * _HUNDREDTHS),
        "vnp_CreateDate": wall_time(payment.made_at),
        "vnp_ExpireDate": wall_time(payment.expires_at),
        "vnp_CurrCode": "VND",
        "vnp_IpAddr": payment.address,
        "vnp_Locale": payment.language,
        "vnp_OrderInfo": plain(payment.info),
        "vnp_OrderType": "other",
        "vnp_ReturnUrl": payment.return_url,
        "vnp_TxnRef": payment.reference,
    }
    data = hash_data(values.items())
    return f"{merchant.pay_url}?{data}&{SIGNATURE}={sign(merchant.secret, data)}"


def notice(values: Mapping[str, str]) -> Notice:
    """What the parameters of an IPN or a return say; ask `is_signed` first."""
    response = values.get("vnp_ResponseCode", "")
    status = values.get("vnp_TransactionStatus", "")
    return Notice(
        reference=values.get("vnp_TxnRef", ""),
        amount=amount_of(values.get("vnp_Amount", "")),
        outcome=outcome_of(response, status),
        response_code=response[:2],
        transaction_status=status[:2],
        transaction_no=values.get("vnp_TransactionNo", "")[:20],
        paid_at=moment_of(values.get("vnp_PayDate", "")),
        bank=values.get("vnp_BankCode", "")[:20],
    )


def outcome_of(response: str, status: str) -> Outcome:
    """Paid only when both codes are 00."""
    if response == "00" and status == "00":
        return Outcome.PAID
    if response in _REVIEW_RESPONSES or status in _REVIEW_STATUSES:
        return Outcome.REVIEW
    return Outcome.PENDING if status == "01" else Outcome.FAILED


def amount_of(text: str) -> int | None:
    """Đồng; None for what is no sum, or has a part of a đồng."""
    if not (text.isascii() and text.isdecimal()) or len(text) > len("1000000000000000"):
        return None
    amount, part = divmod(int(text), _HUNDREDTHS)
    return None if part else amount


def wall_time(moment: datetime) -> str:
    """`20261121090000`, in Vietnam."""
    return clock.local(moment).strftime(_TIME)


def moment_of(text: str) -> datetime | None:
    """The same read back, in UTC; None for what is no time."""
    if len(text) != len("20261121090000") or not (text.isascii() and text.isdecimal()):
        return None
    try:
        wall = datetime.strptime(text, _TIME).replace(tzinfo=clock.VIETNAM)
    except ValueError:
        return None
    return wall.astimezone(UTC)


def plain(text: str) -> str:
    """Letters, digits and simple signs: VNPay takes Vietnamese without diacritics."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    kept = [c if c.isascii() and (c.isalnum() or c in " .-_") else "" for c in bare]
    return " ".join("".join(kept).split())[:MAX_ORDER_INFO]
