"""The sentences that are read aloud: alike on the server and the phone, whole, few, with ids of
their texts."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from typing import Any

import pytest

from backend.catalogue import authoring, derived
from backend.catalogue.fees import LocalAmount
from backend.catalogue.sentences import HEADINGS, Sentence, sentence_id, sentences, split
from tests.support.factories.catalogue import VECTORS

CASES = json.loads((VECTORS / "sentences.json").read_text(encoding="utf-8"))


def packaged() -> list[tuple[str, list[Sentence]]]:
    authored, errors = authoring.read_folder(authoring.PROCEDURES_FOLDER)
    assert not errors
    details = [derived.detail_of(one.content, {}) for one in authored]
    return [(detail["code"], sentences(detail)) for detail in details]


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_the_vectors_that_the_phone_passes_too(case: dict[str, Any]) -> None:
    rates = {key: LocalAmount(**rate) for key, rate in case["rates"].items()}
    told = [[one.part, one.text] for one in sentences(case["detail"], rates)]
    assert told == case["sentences"]


@pytest.mark.parametrize(("text", "expected"), CASES["ids"])
def test_an_id_is_made_of_the_text_alone(text: str, expected: str) -> None:
    """However its letters are composed; another text has another id."""
    assert sentence_id(unicodedata.normalize("NFD", text)) == expected
    assert sentence_id(f"{text} ") != expected
    assert re.fullmatch(r"[2-9a-z]{8}", expected)


def test_every_procedure_is_told_in_whole_sentences_that_many_share() -> None:
    """Each of the six parts is there, each sentence ends, and procedures share what they can."""
    told = packaged()
    texts: dict[str, str] = {}
    used: Counter[str] = Counter()
    for code, spoken in told:
        assert [s.text for s in spoken if s.text in HEADINGS.values()] == list(HEADINGS.values())
        assert all(one.text[-1] in ".!?" and "\n" not in one.text for one in spoken), code
        assert 20 <= len(spoken) <= 80, code
        for one in spoken:
            assert texts.setdefault(one.id, one.text) == one.text
        used.update({one.id for one in spoken})
    assert len(texts) * 3 < sum(len(spoken) for _, spoken in told)
    assert used[sentence_id("Cần mang những gì?")] == len(told)


def test_no_number_is_read_that_nobody_vouches_for() -> None:
    """Days of low confidence are never said, nor any word about them."""
    authored, _ = authoring.read_folder(authoring.PROCEDURES_FOLDER)
    unsure = [one.content for one in authored if one.content["days"]["confidence"] == "low"]
    assert unsure
    for content in unsure:
        said = [s.text for s in sentences(derived.detail_of(content, {})) if s.part == "long"]
        assert said == [HEADINGS["long"], "Hỏi lại tại bộ phận một cửa."]


def test_texts_are_cut_where_sentences_end() -> None:
    assert split(" 8.000 đồng một bản.  Rồi sao? Thôi") == [
        "8.000 đồng một bản.",
        "Rồi sao?",
        "Thôi.",
    ]
    assert split(None) == split("  ") == []
