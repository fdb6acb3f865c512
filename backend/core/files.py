"""Files on their way to one person: kept by that browser at most, never sniffed.

What is served here was drawn or typeset by ourselves; received bytes leave through
`uploads.service.result_answer` alone.
"""

from __future__ import annotations

from flask import Response, make_response, request

PDF = "application/pdf"
_A_WHILE = "private, max-age=604800, immutable"
_ASKED_AGAIN = "private, no-cache"


def file_answer(
    data: bytes, media_type: str, tag: str | None = None, *, kept: bool = False
) -> Response:
    """The file, or 304 when the browser has what `tag` names.

    `kept`: the bytes never change under their address, so the browser need not ask again.
    """
    response = make_response(data)
    response.content_type = media_type
    response.headers["Cache-Control"] = _A_WHILE if kept else _ASKED_AGAIN
    if tag is not None:
        response.set_etag(tag)
        response.make_conditional(request)
    return response


def pdf_answer(data: bytes, name: str, tag: str | None = None) -> Response:
    """A PDF to look at, saved under `name`."""
    response = file_answer(data, PDF, tag)
    response.headers.set("Content-Disposition", "inline", filename=f"{name}.pdf")
    return response
