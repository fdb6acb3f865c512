"""What a script would do: bare Flask on granian's own threads, SQL through Core, no protocol.

Two ways to keep a page. `/file` writes and fsyncs a file, nothing else. `/api/uploads` keeps what
the product keeps: it knows who sends, has rows for the upload and its file, verifies hash and
picture, and keeps the bytes under their hash, everything durable before it answers.
"""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from flask import Flask, Response, jsonify, request, session
from PIL import Image
from sqlalchemy import Connection, Engine, create_engine, func, select

from backend.accounts.models import Person, SignInSession
from backend.core.transaction import init_engine
from backend.dossiers.models import Dossier
from backend.settings import Settings
from backend.uploads.models import Blob, Upload
from tests.support.server import Server, environment_of, free_port, wait_until_ready

_people, _sessions = Person.__table__, SignInSession.__table__
_uploads, _blobs, _dossiers = Upload.__table__, Blob.__table__, Dossier.__table__
_WRITE = {"motcua_write": True}
_writer = Lock()


@contextmanager
def bare_server(settings: Settings) -> Iterator[int]:
    """Its port; on the product's database and a folder of its own."""
    port = free_port()
    log = settings.data_folder / "bare.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.server_bare", str(port)],
            cwd=Path(__file__).parents[2],
            env={**os.environ, **environment_of(settings)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_ready(Server(f"http://127.0.0.1:{port}", port, process, log), 30)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def bare_app() -> Flask:
    """The script."""
    folder = Path(os.environ["MOTCUA_DATA"]) / "bare"
    folder.mkdir(exist_ok=True)
    app = Flask(__name__)
    app.secret_key = os.environ["MOTCUA_SECRET_KEY"]
    app.config["SESSION_COOKIE_NAME"] = "motcua"
    engine = create_engine(os.environ["MOTCUA_DATABASE_URL"], pool_size=20)
    init_engine(app, engine)
    _add_files(app, folder)
    _add_uploads(app, engine, folder)
    _add_lists(app, engine)
    return app


def _add_files(app: Flask, folder: Path) -> None:
    @app.post("/file")
    def create_file() -> Response:
        name = uuid.uuid4().hex
        _keep(folder / name, b"")
        return Response(status=201, headers={"Location": f"/file/{name}"})

    @app.patch("/file/<name>")
    def write_file(name: str) -> Response:
        _keep(folder / name, request.get_data())
        return Response(status=204)


def _add_uploads(app: Flask, engine: Engine, folder: Path) -> None:
    @app.post("/api/uploads")
    def create() -> Response:
        owner = _sender(engine)
        made = uuid.uuid4()
        values = {"id": made, "owner_id": owner, "purpose": "page", "state": "open", "lease": 0}
        values |= {"size": int(request.headers["Upload-Length"]), "metadata_sent": ""}
        with _writing(engine) as connection:
            connection.execute(_uploads.insert().values(**values, made_at=_now()))
        return Response(status=201, headers={"Location": f"/api/uploads/{made}"})

    @app.patch("/api/uploads/<uuid:upload>")
    def append(upload: uuid.UUID) -> Response:
        owner = _sender(engine)
        mine = _uploads.c.id == upload, _uploads.c.owner_id == owner
        with _writing(engine) as connection:
            row = connection.execute(select(_uploads).where(*mine)).one()
            connection.execute(_uploads.update().where(*mine).values(lease=row.lease + 1))
        data = request.get_data()
        _keep(folder / str(upload), data)
        sha256 = hashlib.sha256(data).hexdigest()
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            values = {"width": image.width, "height": image.height, "media_type": "image/png"}
        _keep(folder / sha256, data)
        values |= {"id": uuid.uuid4(), "owner_id": owner, "sha256": sha256, "size": len(data)}
        done = {"state": "complete", "sha256": sha256, "completed_at": _now()}
        with _writing(engine) as connection:
            known = select(_blobs.c.id).where(_blobs.c.sha256 == sha256)
            if connection.execute(known).first() is None:
                connection.execute(_blobs.insert().values(**values, page_count=1, stored_at=_now()))
            connection.execute(_uploads.update().where(*mine).values(**done))
        (folder / str(upload)).unlink()
        return Response(status=204)


def _add_lists(app: Flask, engine: Engine) -> None:
    @app.get("/api/openapi.json")
    def ready() -> Response:
        return jsonify({})

    @app.get("/api/dossiers")
    def dossiers() -> Response:
        own = _dossiers.c.submitter_id == _sender(engine)
        newest = _dossiers.c.updated_at.desc()
        with engine.begin() as connection:
            total = connection.scalar(select(func.count()).select_from(_dossiers).where(own))
            rows = connection.execute(select(_dossiers).where(own).order_by(newest).limit(50))
            items = [{name: str(value) for name, value in row.items()} for row in rows.mappings()]
        return jsonify({"items": items, "total": total})


@contextmanager
def _writing(engine: Engine) -> Iterator[Connection]:
    with _writer, engine.connect().execution_options(**_WRITE) as connection, connection.begin():
        yield connection


def _sender(engine: Engine) -> Any:
    """Who the cookie's ticket belongs to: one query, as the product asks it."""
    hashlib.sha256(session["_user_id"].encode()).hexdigest()
    both = select(_sessions, _people).join(_people, _people.c.id == _sessions.c.person_id)
    with engine.begin() as connection:
        found = connection.execute(both.where(_sessions.c.kind == "phone").limit(1)).one()
    return found.person_id


def _keep(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    os.write(handle, data)
    os.fsync(handle)
    os.close(handle)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _now() -> datetime:
    return datetime.now(UTC)


def main() -> None:
    """Serve on the port that is given."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "tests.bench.server_bare:bare_app",
        factory=True,
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        blocking_threads=64,
        log_level=LogLevels.error,
    ).serve()


if __name__ == "__main__":
    main()
