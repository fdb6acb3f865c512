"""The 34 provinces and 3,321 communes since 1/7/2025, as data that ships with the product."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "data" / "divisions.json"

PROVINCE_KINDS = {"t": "Tỉnh", "c": "Thành phố"}
COMMUNE_KINDS = {"x": "Xã", "p": "Phường", "d": "Đặc khu"}

ZERO = 35
"""The character that stands for nought in packed numbers: "#", after the "!" between names."""
_FREQUENT = 92
"""Words whose number is a single byte in UTF-8; measured: more by frequency pack worse."""


@dataclass(frozen=True, slots=True)
class Province:
    """A province or city (tỉnh, thành phố); `code` has two digits, `kind` is t or c."""

    code: str
    name: str
    kind: str

    @property
    def full_name(self) -> str:
        """Tỉnh Thanh Hóa."""
        return f"{PROVINCE_KINDS[self.kind]} {self.name}"


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, ward or special zone (xã, phường, đặc khu); `code` has five digits."""

    code: str
    name: str
    kind: str
    province_code: str

    @property
    def full_name(self) -> str:
        """Xã Luận Thành."""
        return f"{COMMUNE_KINDS[self.kind]} {self.name}"


@dataclass(frozen=True, slots=True)
class Divisions:
    """Everything, in the order of the codes; `as_of` is the day these units began."""

    as_of: str
    provinces: Mapping[str, Province]
    communes: Mapping[str, Commune]


@cache
def divisions() -> Divisions:
    """Read once a process, about 5 ms."""
    content: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    provinces: dict[str, Province] = {}
    communes: dict[str, Commune] = {}
    for code, name, kind, rows in content["provinces"]:
        provinces[code] = Province(code, name, kind)
        for row_code, row_name, row_kind in rows:
            communes[row_code] = Commune(row_code, row_name, row_kind, code)
    return Divisions(content["as_of"], provinces, communes)


def rows_of(found: Divisions) -> dict[str, Any]:
    """What apps of version 0.1 keep: `[code, name, [[step, name, kind], ...]]` for each province.

    A commune's code is the sum of the steps up to it in its province, written with five digits.
    Steps instead of codes save a quarter of the bytes on the link.
    """
    rows: dict[str, list[list[int | str]]] = {code: [] for code in found.provinces}
    reached = dict.fromkeys(found.provinces, 0)
    for commune in found.communes.values():
        number = int(commune.code)
        step = number - reached[commune.province_code]
        reached[commune.province_code] = number
        rows[commune.province_code].append([step, commune.name, commune.kind])
    return {
        "v": found.as_of,
        "provinces": [[p.code, p.name, rows[p.code]] for p in found.provinces.values()],
    }


def columns_of(found: Divisions) -> dict[str, Any]:
    """What the phone keeps: names, steps and kinds of all communes, a column each.

    `provinces` names each province and how many communes of the columns are its own. A commune's
    code is the sum of the steps up to it in its province. A step is one character, counted from
    `ZERO`; a name is such a character for each of its words. So packed they weigh a fifth less
    than as rows (docs/decisions/0010-communes-as-data.md).
    """
    rows = rows_of(found)["provinces"]
    every = [row for _code, _name, own in rows for row in own]
    words = _words([name for _step, name, _kind in every])
    place = {word: chr(ZERO + index) for index, word in enumerate(words)}
    return {
        "v": found.as_of,
        "provinces": [[code, name, len(own)] for code, name, own in rows],
        "words": "|".join(words),
        "names": "!".join("".join(place[word] for word in name.split(" ")) for _, name, _ in every),
        "steps": "".join(chr(ZERO + step) for step, _name, _kind in every),
        "kinds": "".join(kind for _step, _name, kind in every),
    }


def _words(names: list[str]) -> list[str]:
    """Every word of the names: frequent ones first, for a short number, the rest by alphabet."""
    counted = Counter(word for name in names for word in name.split(" "))
    by_number = sorted(counted, key=lambda word: (-counted[word], word))
    return by_number[:_FREQUENT] + sorted(by_number[_FREQUENT:])
