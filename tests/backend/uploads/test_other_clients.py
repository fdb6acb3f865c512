"""Other people's tus clients against the real server: tuspy, and tus-js-client under node."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest
from tusclient.client import TusClient

from backend.core.transaction import end_reading
from backend.uploads import service
from tests.backend.uploads.conftest import Phone
from tests.support.factories import uploads as make
from tests.support.factories.accounts import SignedIn
from tests.support.server import Server

CLIENTS = Path(__file__).parents[3] / "tests" / "clients"
# Noise does not compress: a file of many chunks.
PAGE = make.encoded(make.noise((150, 200)), "PNG")
HASH = make.sha256(PAGE)


@pytest.fixture
def headers(signed_in: SignedIn, server: Server) -> dict[str, str]:
    """What a program must send to act as somebody's browser on our own pages."""
    cookie = signed_in.client.get_cookie("motcua")
    assert cookie is not None
    return {"Cookie": f"motcua={cookie.value}", "Origin": server.base_url}


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.png"
    path.write_bytes(PAGE)
    return path


def is_stored(phone: Phone) -> bool:
    end_reading()  # The server is another process: look afresh.
    return service.blob(HASH, phone.person_id) is not None


# --- tuspy ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("chunk_size", [2**20, 1000])
def test_tuspy_sends_a_page(
    server: Server, headers: dict[str, str], phone: Phone, chunk_size: int
) -> None:
    client = TusClient(f"{server.base_url}/api/uploads", headers=headers)
    uploader = client.uploader(
        file_stream=io.BytesIO(PAGE),
        chunk_size=chunk_size,
        metadata={"filename": "Giấy chứng sinh.png", "filetype": "image/png", "sha256": HASH},
    )
    uploader.upload()
    assert uploader.offset == len(PAGE)
    assert is_stored(phone)


def test_tuspy_goes_on_where_it_stopped_with_checksums(
    server: Server, headers: dict[str, str], phone: Phone
) -> None:
    """tuspy declares the SHA-1 of every chunk."""
    client = TusClient(f"{server.base_url}/api/uploads", headers=headers)
    first = client.uploader(file_stream=io.BytesIO(PAGE), chunk_size=5000, upload_checksum=True)
    first.upload_chunk()
    assert not is_stored(phone)
    again = client.uploader(
        file_stream=io.BytesIO(PAGE), chunk_size=5000, url=first.url, upload_checksum=True
    )
    assert again.offset == 5000
    again.upload()
    assert is_stored(phone)


# --- tus-js-client --------------------------------------------------------------------------------


def tus_js(server: Server, headers: dict[str, str], file: Path, **options: Any) -> dict[str, Any]:
    """Run the client to its end; what it says of itself."""
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    assert node is not None, "node is missing: make test-backend installs it"
    assert (CLIENTS / "node_modules" / "tus-js-client").is_dir(), (
        "tus-js-client is missing: make test-backend installs it"
    )
    told = {"endpoint": f"{server.base_url}/api/uploads", "file": str(file), "headers": headers}
    done = subprocess.run(
        [node, "upload.mjs", json.dumps(told | options)],
        cwd=CLIENTS,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    outcome: dict[str, Any] = json.loads(done.stdout)
    return outcome


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"chunkSize": 20_000},
        {"atOnce": True},
        {"withoutPatch": True, "chunkSize": 50_000},
        {"streamed": True, "chunkSize": 50_000},
    ],
    ids=["one-patch", "chunks", "creation-with-upload", "method-override", "stream"],
)
def test_tus_js_client_sends_a_page(
    server: Server, headers: dict[str, str], phone: Phone, page: Path, options: dict[str, Any]
) -> None:
    outcome = tus_js(
        server, headers, page, metadata={"filetype": "image/png", "sha256": HASH}, **options
    )
    assert outcome.get("success"), outcome
    assert is_stored(phone)
    if options.get("atOnce"):
        assert [method for method, _status, _offset in outcome["seen"]] == ["POST"]


def test_tus_js_client_goes_on_where_it_stopped(
    server: Server, headers: dict[str, str], phone: Phone, page: Path
) -> None:
    stopped = tus_js(server, headers, page, chunkSize=10_000, stopAfter=20_000)
    assert stopped.get("stopped") == 20_000, stopped
    done = tus_js(server, headers, page, chunkSize=10_000, uploadUrl=stopped["url"])
    assert done.get("success"), done
    assert done["seen"][0] == ["HEAD", 200, "20000"]
    assert is_stored(phone)


def test_tus_js_client_sends_to_an_upload_that_a_dossier_made(
    server: Server, phone: Phone, signed_in: SignedIn, page: Path
) -> None:
    """With the queue's token and no cookie, as our own client does."""
    upload: uuid.UUID = make.open_upload(phone.person_id, PAGE, media_type="image/png")
    outcome = tus_js(
        server,
        {"Authorization": f"Bearer {signed_in.send_token}"},
        page,
        uploadUrl=f"{server.base_url}{service.url_of(upload)}",
    )
    assert outcome.get("success"), outcome
    assert is_stored(phone)


def test_tus_js_client_learns_that_the_file_is_not_what_was_announced(
    server: Server, headers: dict[str, str], phone: Phone, page: Path
) -> None:
    outcome = tus_js(server, headers, page, metadata={"sha256": "0" * 64})
    assert "upload_hash_mismatch" in outcome["error"]
    assert not is_stored(phone)
