"""A version that says only what changes: `like: 1` takes everything else from version 1.

A law that comes into force on a day changes a few facts of many procedures. Copies of their files
would have to be corrected twice; here the coming version stays as short as what is known of it.
What is read is the whole: from the check on, nothing knows that it came from two files.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backend.catalogue.shapes import Report
from backend.catalogue.yaml_lines import LocatedYaml

KEY = "like"

_OWN = ("code", "version", "effective_from", "effective_to")
"""What every version says for itself."""


def names_a_base(document: LocatedYaml) -> bool:
    """Whether this file leaves parts to another version."""
    return isinstance(document.value, dict) and KEY in document.value


def completed(
    document: LocatedYaml, bases: Mapping[tuple[str, int], dict[str, Any]], report: Report
) -> LocatedYaml:
    """The document with the parts of its base; of a part with named members, only those given.

    Lists are given whole. Lines of inherited parts are not known: their errors name the first.
    """
    own = {key: part for key, part in document.value.items() if key != KEY}
    code, wanted = own.get("code"), document.value[KEY]
    base = bases.get((code, wanted)) if isinstance(code, str) and type(wanted) is int else None
    if base is None:
        message = f"Không có phiên bản {wanted} của thủ tục này trong cùng thư mục."
        report.fail((KEY,), message)
        return document
    for key in _OWN:
        if key not in own:
            report.fail((key,), f"Thiếu mục '{key}'; mục này không lấy từ phiên bản {wanted}.")
    inherited = {key: part for key, part in base.items() if key not in _OWN}
    merged = {key: _merged(inherited.get(key), part) for key, part in own.items()}
    return LocatedYaml({**inherited, **merged}, document.lines)


def _merged(base: Any, own: Any) -> Any:
    return {**base, **own} if isinstance(base, dict) and isinstance(own, dict) else own
