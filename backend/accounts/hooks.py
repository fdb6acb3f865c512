"""What the accounts need of domains above them; `create_app` fills it in."""

from __future__ import annotations

from collections.abc import Callable


def _nobody_delivers(phone: str, code: str, agency_code: str | None) -> None:
    raise RuntimeError("No domain delivers sign-in codes; create_app has to name one.")


send_code: Callable[[str, str, str | None], None] = _nobody_delivers
"""Send `code` to an E.164 number in the name of an agency (None: which one is not known).

It runs in the transaction that made the code."""
