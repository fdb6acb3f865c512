"""What other domains ask: where wanted files stand, and files as people see them."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdfium2
import pytest
from PIL import Image

from backend.core import clock
from backend.core.problems import Problem
from backend.core.transaction import writing
from backend.extensions import db
from backend.uploads import images, pdfs, service
from backend.uploads.hooks import StoredUpload, hooks
from backend.uploads.models import Blob
from backend.uploads.service import WantedFile
from tests.backend.uploads.conftest import Phone
from tests.support.factories import uploads as make
from tests.support.queries import count_queries

PAGE = make.page()
HASH = make.sha256(PAGE)


def wanted(data: bytes = PAGE, media_type: str = "image/jpeg") -> WantedFile:
    return WantedFile(make.sha256(data), len(data), media_type)


def ensured(phone: Phone, *files: WantedFile) -> list[service.UploadRef]:
    with writing():
        return service.ensure_uploads(phone.person_id, files or (wanted(),))


def stored(phone: Phone, data: bytes, media_type: str | None = None) -> str:
    upload = make.open_upload(phone.person_id, data, media_type=media_type)
    assert phone.send(upload, 0, data).status_code == 204
    return make.sha256(data)


# --- where wanted files stand ---------------------------------------------------------------------


def test_a_new_file_gets_an_upload_that_does_not_expire(
    queue: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ref,) = ensured(queue)
    monkeypatch.setattr(hooks, "awaited", lambda: {(queue.person_id, HASH)})
    assert (ref.offset, ref.complete) == (0, False)
    assert ref.url == f"/api/uploads/{ref.id}"
    with clock.frozen(clock.now() + timedelta(days=360)):
        assert service.sweep() == 0
        assert ref.id is not None
        assert queue.send(ref.id, 0, PAGE).status_code == 204


def test_one_persons_dossiers_wait_for_so_many_files_and_no_more(
    queue: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MAX_KEPT_UPLOADS", 1)
    first = ensured(queue)
    with pytest.raises(Problem, match="upload_too_many"), writing():
        service.ensure_upload(queue.person_id, "f" * 64, 9, "image/jpeg")
    assert ensured(queue) == first, "What is waited for already may always come."


def test_an_upload_on_its_way_is_used_again(queue: Phone) -> None:
    (first,) = ensured(queue)
    assert first.id is not None
    queue.send(first.id, 0, PAGE[:100])
    (second,) = ensured(queue)
    assert (second.id, second.offset) == (first.id, 100)


def test_a_page_that_this_person_sent_is_not_sent_again(queue: Phone) -> None:
    stored(queue, PAGE, "image/jpeg")
    (ref,) = ensured(queue)
    assert ref == service.UploadRef(HASH, len(PAGE), complete=True)


def test_another_persons_page_must_be_sent(queue: Phone, stranger: Phone) -> None:
    """Knowing a hash is not having the file."""
    stored(stranger, PAGE, "image/jpeg")
    (ref,) = ensured(queue)
    assert not ref.complete
    assert service.blob(HASH, queue.person_id) is None


def test_the_same_page_twice_is_sent_once(queue: Phone) -> None:
    first, second = ensured(queue, wanted(), wanted())
    assert first.id == second.id


def test_one_file_as_the_dossier_asks(queue: Phone) -> None:
    with writing():
        ref = service.ensure_upload(queue.person_id, HASH, len(PAGE), "image/jpeg", "page")
    assert ref.url is not None


def test_two_queries_however_many_files(queue: Phone) -> None:
    files = [wanted(make.page(seed)) for seed in range(5)]
    ensured(queue, *files)
    with writing(), count_queries() as statements:
        service.ensure_uploads(queue.person_id, files)
    assert len(statements) == 2


def test_what_cannot_be_wanted(queue: Phone) -> None:
    for file, code in [
        (wanted(media_type="image/gif"), "upload_wrong_type"),
        (WantedFile(HASH, 16 * 1024 * 1024, "image/jpeg"), "too_large"),
    ]:
        with pytest.raises(Problem) as caught:
            ensured(queue, file)
        assert caught.value.code == code
    stored(queue, PAGE, "image/jpeg")
    with pytest.raises(Problem) as caught:
        ensured(queue, WantedFile(HASH, 7, "image/jpeg"))
    assert caught.value.code == "invalid"


def test_a_finished_upload_by_its_id(queue: Phone, stranger: Phone) -> None:
    upload = make.open_upload(queue.person_id, PAGE)
    with pytest.raises(Problem, match="upload_incomplete"):
        service.stored_upload(upload, queue.person_id)
    queue.send(upload, 0, PAGE)
    assert service.stored_upload(upload, queue.person_id).sha256 == HASH
    with pytest.raises(Problem, match="not_found"):
        service.stored_upload(upload, stranger.person_id)


def test_the_same_bytes_by_two_uploads_are_one_blob(queue: Phone, told: list[StoredUpload]) -> None:
    uploads = [make.open_upload(queue.person_id, PAGE) for _ in range(2)]
    for upload in uploads:
        assert queue.send(upload, 0, PAGE).status_code == 204
    assert [stored.upload_id for stored in told] == uploads
    assert db.session.query(Blob).count() == 1


def test_a_fault_of_the_hook_leaves_the_upload_to_be_finished(
    queue: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file and its dossier change together or not at all; the bytes stay."""

    def fault(_stored: StoredUpload) -> None:
        raise Problem("unavailable")

    upload = make.open_upload(queue.person_id, PAGE)
    with monkeypatch.context() as patch:
        patch.setattr(service.hooks, "on_stored", fault)
        assert queue.send(upload, 0, PAGE).status_code == 503
    assert service.blob(HASH, queue.person_id) is None
    assert queue.offset(upload) == len(PAGE)
    assert queue.send(upload, len(PAGE), b"").status_code == 204
    assert service.blob(HASH, queue.person_id) is not None


# --- as people see them ---------------------------------------------------------------------------


def test_a_derivative_is_made_once(queue: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(queue, make.page(size=(1500, 2000)), "image/jpeg")
    sha256 = make.sha256(make.page(size=(1500, 2000)))
    first = service.derivative(sha256, "page")
    assert first.media_type == "image/webp"
    assert Image.open(io.BytesIO(first.data)).size == (1200, 1600)
    monkeypatch.setattr(images, "derivative", None)
    assert service.derivative(sha256, "page") == first


def test_a_pdfs_pages_are_drawn(queue: Phone) -> None:
    sha256 = stored(queue, make.pdf(2))
    for page in (1, 2):
        data = service.derivative(sha256, "thumbnail", page).data
        assert max(Image.open(io.BytesIO(data)).size) == 320


@pytest.mark.parametrize(("kind", "page"), [("page", 3), ("page", 0), ("original", 1)])
def test_what_a_pdf_has_not_got(queue: Phone, kind: str, page: int) -> None:
    sha256 = stored(queue, make.pdf(2))
    with pytest.raises(Problem, match="not_found"):
        service.derivative(sha256, kind, page)


def test_a_picture_has_one_page_and_an_unknown_hash_none(queue: Phone) -> None:
    sha256 = stored(queue, PAGE)
    with pytest.raises(Problem, match="not_found"):
        service.derivative(sha256, "page", 2)
    with pytest.raises(Problem, match="not_found"):
        service.derivative("0" * 64, "page")


def test_a_paper_as_one_pdf(queue: Phone) -> None:
    """A photograph with its place, then a PDF of two pages: three A4 pages that tell no place."""
    photograph = make.encoded(make.picture((600, 800)), orientation=make.TURNED_LEFT, place=True)
    hashes = [stored(queue, photograph), stored(queue, make.pdf(2))]
    data = service.paper_pdf(hashes)
    document = pypdfium2.PdfDocument(data)
    sizes = [tuple(round(side) for side in page.get_size()) for page in document]
    document.close()
    assert sizes == [(842, 595), (595, 842), (595, 842)]
    assert b"Mau-May-Anh" not in data


def test_a_paper_without_end_is_not_drawn(queue: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty PDFs of 200 pages would fill the memory; nothing is drawn before the count."""
    monkeypatch.setattr(pdfs, "draw", None)
    hashes = [stored(queue, make.pdf(120)), stored(queue, make.pdf(81))]
    with pytest.raises(Problem, match="paper_too_long"):
        service.paper_pdf(hashes)


def test_a_result_leaves_as_a_download_that_can_do_nothing(queue: Phone) -> None:
    pdf = make.pdf(1)
    served = service.result_file(stored(queue, pdf), "Trích lục khai sinh")
    assert (served.data, served.media_type) == (pdf, "application/pdf")
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert served.headers["Content-Security-Policy"].startswith("sandbox")
    assert served.headers["Content-Disposition"] == (
        'attachment; filename="Tr_ch_l_c_khai_sinh.pdf"; '
        "filename*=UTF-8''Tr%C3%ADch%20l%E1%BB%A5c%20khai%20sinh.pdf"
    )


def test_a_photographed_result_is_drawn_anew(queue: Phone) -> None:
    photograph = make.encoded(make.picture(), place=True)
    served = service.result_file(stored(queue, photograph), 'a"b\r\nc')
    assert served.media_type == "image/jpeg"
    assert b"Mau-May-Anh" not in served.data
    assert "\r" not in served.headers["Content-Disposition"]
    assert served.headers["Content-Disposition"].startswith('attachment; filename="a_b__c.jpg"')
