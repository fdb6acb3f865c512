"""Official codes of dossiers (mã hồ sơ): TT 03/2025/TT-VPCP article 13, TT 04/2025/TT-VPCP.

Ours: identification code of the agency, local date of acceptance, and a number of that day, at
least four digits: `H56.126-261121-0001`. A code recorded from the national system may also have
the form of the centralised systems or the form of before 2025.
"""

from __future__ import annotations

import re
from datetime import date

_CURRENT = re.compile(r"[GH]\d{2}(?:\.\d{2,3}){0,3}-\d{6,8}-\d{4,8}", re.ASCII)
_BEFORE_2025 = re.compile(r"\d{3}(?:\.\d{2,3}){1,2}\.[GH]\d{2}-\d{6}-\d{4,8}", re.ASCII)
MAX_LENGTH = 40


def own_code(agency_code: str, day: date, number: int) -> str:
    """The code of the `number`-th dossier that an agency accepted on a local day."""
    return f"{agency_code}-{day:%y%m%d}-{number:04d}"


def parse_code(text: str) -> str | None:
    """The canonical form of a code that somebody typed; None when it has no known form."""
    code = "".join(text.split()).upper()
    if len(code) > MAX_LENGTH:
        return None
    return code if _CURRENT.fullmatch(code) or _BEFORE_2025.fullmatch(code) else None
