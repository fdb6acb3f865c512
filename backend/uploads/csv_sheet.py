"""A received CSV as text cells, whatever its encoding and separator. Runs in a decoder's process.

Old programs still write the Vietnamese code page 1258, and a list that several people copied
together may hold both that and UTF-8. What most lines say decides; the others are named.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from backend.core.tables import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Row, Sheet, UnreadableTable

_SEPARATORS: Final = ",;\t|"
_HEADING_WITHIN: Final = 30
_FOREIGN = re.compile(
    "[\ud800-\udfff\ufffd\x80-\x9f¡¢£¤¥¦¨ªµ¶¸¹º¼¾¿ÄÅÆÇËÎÏÐÑÖØÛÜÞßäåæçëîïðñöøûüþÿŒœŸƒˆ]"
)
"""Characters that Vietnamese does not have, and that appear when its letters are read wrongly."""
_UNSEEN = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\xad"))
_TEXT_START: Final = 400


def read(data: bytes) -> Sheet:
    """The rows of a CSV file; raises UnreadableTable."""
    text = _text(data)
    rows: list[Row] = []
    foreign: set[int] = set()
    cut: set[int] = set()
    for number, record in _records(text):
        cells = [clean(cell) for cell in record[:MAX_COLUMNS]]
        if not any(cells):
            continue
        if len(rows) >= MAX_ROWS:
            raise UnreadableTable("too_many_rows")
        if is_foreign(" ".join(cells)):
            foreign.add(number)
        if any(len(cell) > MAX_CELL for cell in cells):
            cut.add(number)
        kept = (_FOREIGN.sub("?", cell[:MAX_CELL]) for cell in cells)
        rows.append(Row(number, tuple(kept)))
    return Sheet("", tuple(rows), foreign=frozenset(foreign), cut=frozenset(cut))


def clean(cell: str) -> str:
    """Composed letters, without characters that nobody sees; lines of a cell stay lines."""
    text = unicodedata.normalize("NFC", cell.translate(_UNSEEN))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def is_foreign(text: str) -> bool:
    """Whether letters were read with the wrong table: symbols in words, marks without a letter."""
    return bool(_FOREIGN.search(text)) or any(unicodedata.combining(c) for c in text)


def _text(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _utf16(data, "utf-16")
    start = data[:_TEXT_START]
    if b"\x00" in start:
        # Without its mark: ASCII letters leave a zero on one side of each pair.
        little = start[1::2].count(0) > start[::2].count(0)
        return _utf16(data, "utf-16-le" if little else "utf-16-be")
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        mostly = "utf-8" if _mostly_utf8(data) else "cp1258"
        return data.decode(mostly, "surrogateescape")


def _utf16(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableTable("not_a_table") from None
    if "\x00" in text[:_TEXT_START]:
        raise UnreadableTable("not_a_table")
    return text


def _mostly_utf8(data: bytes) -> bool:
    """Whether more of the lines with Vietnamese letters are UTF-8 than are not."""
    balance = 0
    for line in data.split(b"\n"):
        if not line.isascii():
            try:
                line.decode("utf-8")
                balance += 1
            except UnicodeDecodeError:
                balance -= 1
    return balance > 0


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    if "\x00" in text:
        raise UnreadableTable("not_a_table")
    source = io.StringIO(text, newline="")
    try:
        yield from enumerate(csv.reader(source, delimiter=_separator(text)), start=1)
    except csv.Error:
        raise UnreadableTable("broken") from None


def _separator(text: str) -> str:
    """The sign that cuts the beginning into the most columns; headings have no commas in words."""
    lines = text[: 64 * 1024].splitlines()[:_HEADING_WITHIN]
    return max(_SEPARATORS, key=lambda sign: _columns(lines, sign))


def _columns(lines: list[str], sign: str) -> int:
    """How many columns most rows agree on, as far as that can be said line by line."""
    counts = [len(row) for row in csv.reader(lines, delimiter=sign) if len(row) > 1]
    return max((counts.count(count) * count for count in set(counts)), default=0)
