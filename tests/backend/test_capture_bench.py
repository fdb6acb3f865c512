"""What `make bench capture` makes of the words it is given, and keeps of what was read."""

from __future__ import annotations

import pytest

from tests.bench.capture.bench import PARTS, parts_named


def test_all_parts_are_measured_where_none_is_named() -> None:
    assert parts_named("") == list(PARTS)
    assert parts_named("warnings cards") == ["warnings", "cards"]


def test_an_unknown_part_is_refused_with_the_names_of_all() -> None:
    """Seen failing without the refusal: half an hour later somebody would read an empty table."""
    with pytest.raises(SystemExit, match=r"No part wanings: PART is any of finding reading"):
        parts_named("wanings")
