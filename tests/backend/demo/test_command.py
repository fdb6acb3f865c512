"""`motcua demo` as a process of its own: it prints the doors once they can be opened."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from backend import demo
from backend.serving import PortTaken, check_port
from backend.settings import PaymentSettings
from tests.backend.demo.conftest import Installation
from tests.support import databases
from tests.support.killer import children_of, is_alive
from tests.support.server import free_port

CHECKOUT = Path(__file__).parents[3]


def command(environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "backend.cli", "demo"],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


@contextmanager
def running(environment: dict[str, str]) -> Iterator[str]:
    """What it prints until the greeting ends; stopped as Ctrl+C stops it."""
    process = command(environment)
    assert process.stdout is not None
    try:
        printed = []
        for line in process.stdout:
            printed.append(line)
            if "Ctrl+C" in line:
                break
        yield "".join(printed)
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.stdout.close()
        process.wait(30)
    assert process.returncode == 0


def answer_of(port: int, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=10) as answer:
            status: int = answer.status
            return status
    except urllib.error.HTTPError as refused:
        refused.close()
        return refused.code


def test_it_serves_when_it_says_so_and_starts_again(database_kind: str, tmp_path: Path) -> None:
    with databases.empty_database(database_kind, tmp_path) as url:
        for _ in range(2):
            port = free_port()
            environment = {
                "MOTCUA_DATA": str(tmp_path / "instance"),
                "MOTCUA_DATABASE_URL": url,
                "MOTCUA_PORT": str(port),
            }
            with running(environment) as printed:
                assert f"http://localhost:{port}/demo/console" in printed
                assert answer_of(port, "/api/session") == 401
                assert answer_of(port, "/demo/console") == 200


def gateway_of(printed: str) -> str:
    """The address of the payment gateway that was started beside the server."""
    found = re.search(r"(http://127\.0\.0\.1:\d+)/bank", printed)
    assert found is not None, printed
    return found[1]


def is_gone(port: int) -> bool:
    """Whether nobody listens there any more, after as long as an end may take."""
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            return True
        time.sleep(0.1)
    return False


def has_ended(pid: int) -> bool:
    """Whether a process is over, after as long as an end may take."""
    for _ in range(100):
        if not is_alive(pid):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_gateway_and_worker_live_as_long_as_the_server(tmp_path: Path, end: int) -> None:
    """Seen failing with SIGKILL without the pipes between them."""
    process = command({"MOTCUA_DATA": str(tmp_path), "MOTCUA_PORT": str(free_port())})
    assert process.stdout is not None
    try:
        printed = "".join(iter(process.stdout.readline, "  Dừng · stop: Ctrl+C\n"))
        gateway = urlsplit(gateway_of(printed)).port or 0
        assert answer_of(gateway, "/bank") == 200
        [worker] = children_of(process.pid, b"worker")
        os.kill(process.pid, end)
        process.wait(30)
        assert is_gone(gateway)
        assert has_ended(worker)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.stdout.close()


@pytest.mark.parametrize(
    "given",
    [
        PaymentSettings(payos_key="a contract of the commune"),
        PaymentSettings(vnpay_code="REAL0001"),
        PaymentSettings(sandbox_url="http://127.0.0.1:9"),
    ],
)
def test_no_gateway_is_started_beside_another(empty: Installation, given: PaymentSettings) -> None:
    settings = replace(empty.settings, payments=given)
    with demo.gateway_beside(settings) as complete:
        assert complete is settings


def test_it_serves_this_machine_only(tmp_path: Path) -> None:
    process = command({"MOTCUA_DATA": str(tmp_path), "MOTCUA_HOST": "0.0.0.0"})  # noqa: S104
    printed, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Demo mode serves this machine only" in printed


def test_a_taken_port_is_said_before_anything_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        process = command({"MOTCUA_DATA": str(tmp_path / "new"), "MOTCUA_PORT": str(port)})
        printed, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"PORT={port + 1}" in printed
    assert not (tmp_path / "new" / "motcua.db").exists()


def test_a_free_port_is_nobodys(empty: Installation) -> None:
    check_port(replace(empty.settings, port=free_port()))
    with (
        socket.create_server(("127.0.0.1", 0)) as other,
        pytest.raises(PortTaken),
    ):
        check_port(replace(empty.settings, port=other.getsockname()[1]))
