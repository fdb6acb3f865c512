"""Which providers this installation has a contract with, or the demo's gateway in their place."""

from __future__ import annotations

from backend.core.configuration import current_settings
from backend.payments.providers.vnpay import Merchant

SANDBOX_CODE = "SANDBOX1"
SANDBOX_SECRET = "khong-phai-bi-mat-chi-de-chay-thu"  # noqa: S105 # Published: it guards nothing.
SANDBOX_PAYOS_KEY = "khong-phai-khoa-that-chi-de-chay-thu"


def merchant() -> Merchant | None:
    """VNPay's terminal of the commune; None where there is none."""
    given = current_settings().payments
    if given.sandbox_url:
        return sandbox_merchant(given.sandbox_url)
    if not given.vnpay_code:
        return None
    return Merchant(given.vnpay_code, given.vnpay_secret, given.vnpay_pay_url, given.vnpay_api_url)


def sandbox_merchant(url: str) -> Merchant:
    """The terminal that the demo's gateway at `url` knows."""
    return Merchant(
        SANDBOX_CODE,
        SANDBOX_SECRET,
        f"{url}/paymentv2/vpcpay.html",
        f"{url}/merchant_webapi/api/transaction",
    )


def payos_key() -> str:
    """The key that transfer notices are signed with; empty where there is none."""
    given = current_settings().payments
    return SANDBOX_PAYOS_KEY if given.sandbox_url else given.payos_key


def allowed(address: str) -> bool:
    """Whether VNPay may call from here; any address where none was named."""
    known = current_settings().payments.vnpay_addresses
    return not known or address in known


def return_url() -> str:
    """Where VNPay sends the payer's browser back to; the page only displays."""
    return f"{current_settings().public_url}/thanh-toan/ket-qua"
