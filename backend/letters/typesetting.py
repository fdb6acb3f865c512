"""Data and a template become a PDF.

Text reaches Typst as JSON in one input and is only ever shown, so that nothing a person typed is
read as markup. Each call compiles on its own: there is no shared compiler to guard, and the fonts
are read once.
"""

from __future__ import annotations

import dataclasses
import io
import json
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

from backend.core import clock
from backend.letters.data import Letter, MadeForm
from backend.letters.poster_data import Posters, QrCode

_FOLDER = Path(__file__).parent
_TEMPLATES = _FOLDER / "templates"
_LONGEST_WORD = 24
_ZERO_WIDTH_SPACE = "\u200b"


def typeset(template: str, letter: Letter | Posters, *, qr: str | None = None) -> bytes:
    """The PDF of `letter`; `qr` is what a QR code beside the heading says."""
    content = _plain(letter)
    if qr is not None:
        content["qr"] = _qr_svg(qr)
    made_at = letter.made_at if isinstance(letter, MadeForm | Posters) else letter.issued_at
    return typst.compile(
        _TEMPLATES / f"{template}.typ",
        root=_TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(content, ensure_ascii=False)},
        timestamp=int(made_at.timestamp()),
    )


@cache
def _fonts() -> typst.Fonts:
    """Liberation Serif and nothing else: letters look alike on every machine."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[_FOLDER / "fonts"],
    )


def _qr_svg(text: str) -> str:
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=1, xmldecl=False)
    return out.getvalue().decode("ascii")


def _plain(value: Any) -> Any:
    """Dataclasses as dictionaries, moments as their parts, text made safe to set, codes drawn."""
    if isinstance(value, QrCode):
        return _qr_svg(value.text)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {**fields, "type": type(value).__name__}
    if isinstance(value, datetime):
        at = clock.local(value)
        parts = ("year", "month", "day", "hour", "minute")
        return {**{part: getattr(at, part) for part in parts}, "weekday": at.isoweekday()}
    if isinstance(value, str):
        return settable(value)
    if isinstance(value, Sequence):
        return [_plain(item) for item in value]
    return value


def settable(text: str) -> str:
    """NFC without invisible characters (a reversed line would say another thing), long words cut.

    A word longer than a line gets places where it may break.
    """
    seen = "".join(
        char
        for char in unicodedata.normalize("NFC", text)
        if char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")
    )
    return "".join(_breakable(word) for word in seen.strip().splitlines(keepends=True))


def _breakable(line: str) -> str:
    words = line.split(" ")
    return " ".join(
        _ZERO_WIDTH_SPACE.join(
            word[start : start + _LONGEST_WORD] for start in range(0, len(word), _LONGEST_WORD)
        )
        for word in words
    )
