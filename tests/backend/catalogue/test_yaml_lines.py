"""The dull kind of YAML: what a civil servant sees is what is read, and nothing clever."""

from __future__ import annotations

import pytest
import yaml

from backend.catalogue.authoring import check_text
from tests.support.factories.catalogue import COPY, content

UNREADABLE = [
    ("", "trống"),
    ("- 1\n- 2", "mục có tên"),
    ("a: 1\na: 2", "hai lần"),
    ("a: &x 1\nb: *x", "Không dùng &"),
    ("a: !!python/object:os.system ls", "thẻ !"),
    ("a: !!int 1", "thẻ !"),
    ("[1]: 2", "phải là chữ"),
    ("a: [1, 2", "YAML"),
    ("a:\n\t- b", "YAML"),
    ("a: 1\n---\nb: 2", "YAML"),
    ("a: \x00", "không đọc được"),
    ("[" * 500 + "]" * 500, "quá sâu"),
    ("x: " + "{a: " * 300 + "1" + "}" * 300, "quá sâu"),
    ("a: " + "x" * 300_000, "quá lớn"),
]


@pytest.mark.parametrize(("text", "words"), UNREADABLE)
def test_what_is_not_our_dull_yaml_is_refused(text: str, words: str) -> None:
    authored, errors = check_text(text, f"{COPY}.yaml")
    assert authored is None
    assert any(words in error.message for error in errors), list(map(str, errors))


def test_words_that_yaml_would_turn_into_something_else_stay_words() -> None:
    text = (
        yaml.safe_dump(content(), allow_unicode=True, sort_keys=False)
        .replace("'15:00'", "15:00")
        .replace(f"'{COPY}'", COPY)
    )
    text = text.replace("'2026-07-01'", "2026-07-01").replace("khac", "no")
    authored, errors = check_text(text, f"{COPY}.yaml")
    assert errors == []
    assert authored is not None
    assert authored.content["days"]["cutoff"] == "15:00"
    assert authored.content["effective_from"] == "2026-07-01"
    assert authored.content["papers"][2]["when"] == {"field": "quan_he", "is": "no"}
