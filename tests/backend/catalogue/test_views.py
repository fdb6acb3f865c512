"""The index and the details as phones get them: small, with ETags, old versions by number."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import brotli
import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from backend.catalogue import derived, service
from backend.catalogue.authoring import PROCEDURES_FOLDER
from backend.core import clock
from tests.support.factories.catalogue import COPY, HELP, imported
from tests.support.queries import count_queries

INDEX = "/api/catalogue/index"
WINTER = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


def _detail(code: str = COPY, query: str = "") -> str:
    return f"/api/catalogue/procedures/{code}{query}"


def _json(answer: TestResponse) -> Any:
    assert answer.status_code == 200
    data = answer.data
    if answer.headers.get("Content-Encoding") == "br":
        data = brotli.decompress(data)
    if answer.headers.get("Content-Encoding") == "gzip":
        data = gzip.decompress(data)
    return json.loads(data)


def test_the_index_says_everything_in_short_rows(client: FlaskClient, tmp_path: Path) -> None:
    imported(tmp_path)
    imported(tmp_path, "without_form", field="Bảo trợ xã hội", keywords=["tro giup", "xa"])
    body = _json(client.get(INDEX))
    assert body["fields"] == ["Bảo trợ xã hội", "Hộ tịch"]
    assert body["procedures"] == [
        [COPY, "Bản sao giấy hộ tịch", 1, 0, 1, 8000, 1, "ban sao, trich luc", 1],
        [HELP, "Nhờ xã hướng dẫn", 0, None, 0, "?", 0, "tro giup, xa", 1],
    ]
    assert body["frequent"] == []
    assert len(body["v"]) == 16


def test_the_index_before_any_import_is_empty(client: FlaskClient) -> None:
    body = _json(client.get(INDEX))
    assert (body["procedures"], body["fields"], body["frequent"]) == ([], [], [])


@pytest.mark.parametrize("path", [INDEX, _detail()])
@pytest.mark.parametrize("coding", ["br", "gzip", "identity", "br;q=0, gzip", "deflate"])
def test_every_coding_carries_the_same(
    client: FlaskClient, tmp_path: Path, path: str, coding: str
) -> None:
    imported(tmp_path)
    plain, coded = (client.get(path, headers={"Accept-Encoding": c}) for c in ("identity", coding))
    assert _json(coded) == _json(plain)
    assert coded.headers["ETag"] == plain.headers["ETag"]
    assert "Accept-Encoding" in coded.headers["Vary"]
    assert coded.headers.get("Content-Encoding", "identity") == (
        {"deflate": "identity", "br;q=0, gzip": "gzip"}.get(coding, coding)
    )


@pytest.mark.parametrize("path", [INDEX, _detail()])
def test_nothing_new_costs_no_body(client: FlaskClient, tmp_path: Path, path: str) -> None:
    imported(tmp_path)
    tag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(path, headers={"If-None-Match": 'W/"old"'}).status_code == 200


def test_an_import_and_a_new_day_change_the_index(client: FlaskClient, tmp_path: Path) -> None:
    imported(tmp_path)
    tags = [client.get(INDEX).headers["ETag"]]
    imported(tmp_path, version=2, effective_from="2027-03-01", short_name="Bản sao, luật mới")
    for day in (WINTER, datetime(2027, 2, 28, 17, 0, tzinfo=UTC)):
        with clock.frozen(day):
            tags.append(client.get(INDEX).headers["ETag"])
    assert tags[0] == tags[1] != tags[2]


def test_the_detail_is_for_citizens(client: FlaskClient, tmp_path: Path) -> None:
    imported(tmp_path)
    body = _json(client.get(_detail()))
    assert (body["code"], body["version"], body["mode"]) == (COPY, 1, "form")
    assert body["days"] == {"value": 0, "cutoff": "15:00"}
    assert "legal_basis" not in body
    assert "official" not in json.dumps(body)
    assert [paper["key"] for paper in body["papers"]] == ["to_khai", "can_cuoc", "uy_quyen"]
    assert [section["key"] for section in body["sections"]] == ["yeu_cau", "nguoi_yeu_cau"]
    Draft202012Validator.check_schema(body["schema"])


def test_what_is_not_sure_is_not_told_as_a_number(client: FlaskClient, tmp_path: Path) -> None:
    imported(tmp_path, days={"value": 7, "confidence": "low"}, uncertain=["days"])
    body = _json(client.get(_detail()))
    assert (body["days"]["value"], body["uncertain"]) == (None, ["days"])
    assert _json(client.get(INDEX))["procedures"][0][3] is None


def test_old_versions_are_served_by_number(client: FlaskClient, tmp_path: Path) -> None:
    imported(tmp_path)
    imported(tmp_path, version=2, effective_from="2026-08-01", outcome="Bản sao điện tử.")
    with clock.frozen(WINTER):
        assert _json(client.get(_detail()))["version"] == 2
        assert _json(client.get(_detail(query="?version=1")))["outcome"] == "Bản sao có dấu."
        assert _json(client.get(_detail(query="?version=2")))["version"] == 2


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        (_detail("9.999999"), 404, "procedure_unknown"),
        (_detail("9.999999", "?version=1"), 404, "version_unknown"),
        (_detail(query="?version=7"), 404, "version_unknown"),
        (_detail("x"), 404, "procedure_unknown"),
        (_detail("%00"), 404, "procedure_unknown"),
        (_detail("%F0%9F%90%83"), 404, "procedure_unknown"),
        (_detail("٢.٠٠٠٠٠١"), 404, "procedure_unknown"),
        (_detail(COPY + "%0A"), 404, "procedure_unknown"),
        (_detail("1" * 5000), 404, "procedure_unknown"),
        (_detail(query="?version=0"), 422, "invalid"),
        (_detail(query="?version=-1"), 422, "invalid"),
        (_detail(query="?version=" + "9" * 400), 422, "invalid"),
        (_detail(query="?version=x"), 422, "invalid"),
        (_detail(query="?v=1"), 422, "invalid"),
    ],
)
def test_what_does_not_exist(
    client: FlaskClient, tmp_path: Path, path: str, status: int, code: str
) -> None:
    imported(tmp_path)
    answer = client.get(path)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert answer.content_type == "application/problem+json"
    assert "ETag" not in answer.headers


@pytest.mark.parametrize("path", [INDEX, _detail()])
def test_one_query_each(client: FlaskClient, tmp_path: Path, path: str) -> None:
    imported(tmp_path)
    with count_queries() as statements:
        client.get(path)
    assert len(statements) == 1


def test_a_version_is_parsed_once(app: object, tmp_path: Path) -> None:
    first = imported(tmp_path)
    with count_queries() as statements:
        assert service.procedure(COPY) is first
    assert len(statements) == 1


def test_all_41_procedures_fit_the_weak_link(client: FlaskClient) -> None:
    """At most 6,000 bytes for the index and 4,000 for a detail, brotli."""
    service.import_procedures()
    brotli_only = {"Accept-Encoding": "br"}
    index = client.get(INDEX, headers=brotli_only)
    rows = _json(index)["procedures"]
    assert len(rows) == len({path.name[:8] for path in PROCEDURES_FOLDER.glob("*.yaml")}) == 41
    assert len(index.data) <= 6000
    assert set(_json(index)["frequent"]) == set(derived.FREQUENT)
    for row in rows:
        detail = client.get(_detail(row[0]), headers=brotli_only)
        assert len(detail.data) <= 4000, row[0]


def test_civil_status_changes_on_the_day_of_the_new_law(client: FlaskClient) -> None:
    """The evening before everything is as today; then 14 procedures promise nothing any more."""
    service.import_procedures()
    seen = []
    for day in (
        datetime(2027, 2, 28, 16, 59, tzinfo=UTC),
        datetime(2027, 2, 28, 17, 1, tzinfo=UTC),
    ):
        with clock.frozen(day):
            rows = _json(client.get(INDEX))["procedures"]
            seen.append({row[0]: (row[-1], row[3], row[4]) for row in rows})
            assert _json(client.get(_detail("1.001193")))["version"] == seen[-1]["1.001193"][0]
    before, after = seen
    assert before["1.001193"] == (1, 0, 1 + 4)  # Its fee is not vouched for.
    changed = {code for code in before if before[code] != after[code]}
    assert (len(before), len(after), len(changed)) == (41, 41, 14)
    # Of a copy the old price is shown, to be asked again; the rest shows none.
    assert {after[code] for code in changed} == {(2, None, 0), (2, None, 4)}


def test_what_the_phone_gets_is_what_the_description_says(client: FlaskClient) -> None:
    service.import_procedures()
    described = client.get("/api/openapi.json").get_json()["components"]["schemas"]
    assert Draft202012Validator(described["Index"]).is_valid(_json(client.get(INDEX)))
    detail = Draft202012Validator(described["Detail"] | {"additionalProperties": False})
    for row in _json(client.get(INDEX))["procedures"]:
        assert list(detail.iter_errors(_json(client.get(_detail(row[0]))))) == []
