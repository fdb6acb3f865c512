"""The officers' second factor: TOTP (RFC 6238, 30 seconds, six digits).

The secret is derived from the installation's secret and a salt in the row, so the database alone
gives no codes away. Changing the installation's secret means enrolling every officer again.
"""

from __future__ import annotations

import base64
import hmac

import pyotp

from backend.accounts.digests import keyed
from backend.core import clock

STEP_SECONDS = 30
_ISSUER = "Một Cửa Vùng Cao"


def secret(salt: str) -> str:
    """The base32 secret that an authenticator app is given."""
    return base64.b32encode(keyed("totp", salt)[:20]).decode("ascii")


def enrolment_uri(salt: str, login: str) -> str:
    """What the QR code of an enrolment holds."""
    return pyotp.TOTP(secret(salt)).provisioning_uri(name=login, issuer_name=_ISSUER)


def code_now(salt: str) -> str:
    """The code that an authenticator app shows at this moment."""
    return pyotp.TOTP(secret(salt)).generate_otp(_step_now())


def used_step(salt: str, code: str) -> int | None:
    """The 30-second step this code belongs to, or None when it is wrong.

    One step before and after is accepted, because clocks differ. All three are compared whatever
    comes out, so the time taken tells nothing.
    """
    totp = pyotp.TOTP(secret(salt))
    now = _step_now()
    found = None
    for step in (now - 1, now, now + 1):
        if hmac.compare_digest(totp.generate_otp(step), code):
            found = step
    return found


def _step_now() -> int:
    return int(clock.now().timestamp()) // STEP_SECONDS
