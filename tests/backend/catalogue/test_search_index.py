"""The phone's tests of searching run over the packaged procedures as they are now."""

from __future__ import annotations

import json

from tests.support import search_index


def test_the_phones_tests_search_in_todays_procedures() -> None:
    """When this fails: `python -m tests.support.search_index`, then look at the phone's tests."""
    kept = json.loads(search_index.FILE.read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(search_index.made()))


def test_the_phones_tests_ask_about_todays_procedures() -> None:
    """The families and what happens in people's lives; made anew by the same command."""
    kept = json.loads(search_index.FAMILIES.read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(search_index.made_families()))
