"""The index of a commune with its whole list: small on the wire, and searched in by the tests."""

from __future__ import annotations

import gzip
import json

from backend.catalogue import derived
from tests.support import long_index

MOST_BYTES = 20_000


def test_the_phones_tests_search_in_the_list_as_it_is_published_today() -> None:
    """When this fails: `python -m tests.support.long_index`, then look at the phone's tests."""
    kept = json.loads(long_index.FILE.read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(long_index.made()))


def test_the_index_of_a_whole_list_is_small() -> None:
    """427 and 41 procedures in at most 20 kB, as brotli and as gzip carry it."""
    made = long_index.made()
    index = derived.compact(made)
    assert len(made["procedures"]) == 427 + 41
    assert len(derived.squeeze(index)) <= MOST_BYTES
    assert len(gzip.compress(index, mtime=0)) <= MOST_BYTES
