"""VNPay's merchant API: asking what became of a payment (querydr), and asking for money back.

Pure: the bodies that are sent and what the answers mean. `gateway.py` carries them. Fields are
joined by "|" in VNPay's order and signed with HMAC-SHA512; an answer without a good signature is no
answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from backend.payments.providers import vnpay
from backend.payments.providers.vnpay import Merchant, Notice, Outcome

_QUERY = (
    "vnp_RequestId", "vnp_Version", "vnp_Command", "vnp_TmnCode", "vnp_TxnRef",
    "vnp_TransactionDate", "vnp_CreateDate", "vnp_IpAddr", "vnp_OrderInfo",
)  # fmt: skip
_REFUND = (
    "vnp_RequestId", "vnp_Version", "vnp_Command", "vnp_TmnCode", "vnp_TransactionType",
    "vnp_TxnRef", "vnp_Amount", "vnp_TransactionNo", "vnp_TransactionDate", "vnp_CreateBy",
    "vnp_CreateDate", "vnp_IpAddr", "vnp_OrderInfo",
)  # fmt: skip
_REFUND_ANSWER = (
    "vnp_ResponseId", "vnp_Command", "vnp_ResponseCode", "vnp_Message", "vnp_TmnCode",
    "vnp_TxnRef", "vnp_Amount", "vnp_BankCode", "vnp_PayDate", "vnp_TransactionNo",
    "vnp_TransactionType", "vnp_TransactionStatus", "vnp_OrderInfo",
)  # fmt: skip
_QUERY_ANSWER = (*_REFUND_ANSWER, "vnp_PromotionCode", "vnp_PromotionAmount")

WHOLE, PART = "02", "03"
"""Kinds of refunds (vnp_TransactionType)."""
_UNKNOWN_ORDER = "91"
_REFUND_UNDER_WAY = frozenset({"05", "06"})


def signed(merchant: Merchant, order: tuple[str, ...], values: Mapping[str, object]) -> str:
    """The signature over the named fields in order; what is absent counts as empty."""
    return vnpay.sign(merchant.secret, "|".join(str(values.get(key, "")) for key in order))


@dataclass(frozen=True, slots=True)
class Asking:
    """A call of ours: its id (32 characters at most), when, and from which address."""

    request_id: str
    at: datetime
    address: str


def query_body(
    merchant: Merchant, asking: Asking, reference: str, made_at: datetime
) -> dict[str, str]:
    """What became of the payment `reference`, made at `made_at`?"""
    body = {
        **_common(merchant, asking, "querydr"),
        "vnp_TxnRef": reference,
        "vnp_TransactionDate": vnpay.wall_time(made_at),
        "vnp_OrderInfo": f"Truy van {reference}",
    }
    return {**body, vnpay.SIGNATURE: signed(merchant, _QUERY, body)}


@dataclass(frozen=True, slots=True)
class Refunding:
    """Money to send back, in đồng; `whole` when it is all that was paid."""

    reference: str
    transaction_no: str
    made_at: datetime
    amount: int
    whole: bool
    by: str


def refund_body(merchant: Merchant, asking: Asking, refunding: Refunding) -> dict[str, str]:
    """Please send this back."""
    body = {
        **_common(merchant, asking, "refund"),
        "vnp_TransactionType": WHOLE if refunding.whole else PART,
        "vnp_TxnRef": refunding.reference,
        "vnp_Amount": str(refunding.amount * 100),
        "vnp_TransactionNo": refunding.transaction_no or "0",
        "vnp_TransactionDate": vnpay.wall_time(refunding.made_at),
        "vnp_CreateBy": vnpay.plain(refunding.by),
        "vnp_OrderInfo": f"Hoan tien {refunding.reference}",
    }
    return {**body, vnpay.SIGNATURE: signed(merchant, _REFUND, body)}


def query_notice(merchant: Merchant, answer: Mapping[str, object]) -> Notice | None:
    """What the answer to a query says; None when its signature is wrong or it is about a fault."""
    if not _is_signed(merchant, _QUERY_ANSWER, answer):
        return None
    values = {key: str(value) for key, value in answer.items() if value is not None}
    code = values.get("vnp_ResponseCode", "")
    found = vnpay.notice({**values, "vnp_ResponseCode": "00"})
    if code == _UNKNOWN_ORDER:
        return _with(found, Outcome.NOT_FOUND)
    return found if code == "00" else None


def refund_accepted(merchant: Merchant, answer: Mapping[str, object]) -> bool | None:
    """True: VNPay sends it back (05, 06, 00); False: refused; None: no signed answer."""
    if not _is_signed(merchant, _REFUND_ANSWER, answer):
        return None
    status = str(answer.get("vnp_TransactionStatus", ""))
    accepted = status in _REFUND_UNDER_WAY or status in ("", "00")
    return str(answer.get("vnp_ResponseCode", "")) == "00" and accepted


def answer_signature(merchant: Merchant, command: str, answer: Mapping[str, object]) -> str:
    """What a gateway signs; ours of the demo does it with this."""
    return signed(merchant, _QUERY_ANSWER if command == "querydr" else _REFUND_ANSWER, answer)


def request_is_signed(merchant: Merchant, body: Mapping[str, object]) -> bool:
    """The other side: whether the merchant signed this call."""
    order = _QUERY if body.get("vnp_Command") == "querydr" else _REFUND
    return _is_signed(merchant, order, body)


def _is_signed(merchant: Merchant, order: tuple[str, ...], values: Mapping[str, object]) -> bool:
    given = values.get(vnpay.SIGNATURE)
    if not isinstance(given, str):
        return False
    plain = {key: "" if value is None else value for key, value in values.items()}
    return vnpay.same(signed(merchant, order, plain), given.lower())


def _common(merchant: Merchant, asking: Asking, command: str) -> dict[str, str]:
    return {
        "vnp_RequestId": asking.request_id,
        "vnp_Version": vnpay.VERSION,
        "vnp_Command": command,
        "vnp_TmnCode": merchant.tmn_code,
        "vnp_CreateDate": vnpay.wall_time(asking.at),
        "vnp_IpAddr": asking.address,
    }


def _with(found: Notice, outcome: Outcome) -> Notice:
    return Notice(
        found.reference, None, outcome, found.response_code, found.transaction_status,
        found.transaction_no, None, found.bank,
    )  # fmt: skip
