"""What passes between the server and its decoders: a few words as JSON, then perhaps one file.

Never pickled objects: a decoder that a hostile file took over must not be believed more than that.
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any, Final

_LENGTHS: Final = struct.Struct(">IQ")

Message = tuple[dict[str, Any], bytes]


class CutOff(Exception):
    """The other side ended in the middle of a message, or before one that was due."""


def send(stream: IO[bytes], words: dict[str, Any], file: bytes = b"") -> None:
    """Write one message whole."""
    head = json.dumps(words).encode()
    stream.write(_LENGTHS.pack(len(head), len(file)) + head)
    stream.write(file)
    stream.flush()


def receive(stream: IO[bytes]) -> Message:
    """The next message; raises CutOff when there is none."""
    head, file = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    return json.loads(_exactly(stream, head)), _exactly(stream, file)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise CutOff
    return data
