"""The phone's tests of searching run over the packaged procedures as they are now."""

from __future__ import annotations

import json

from tests.support import search_index


def test_the_phones_tests_search_in_todays_procedures() -> None:
    """When this fails: `python -m tests.support.search_index`, then look at the phone's tests."""
    kept = json.loads(search_index.FILE.read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(search_index.made()))
