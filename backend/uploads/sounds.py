"""Recorded sentences, through FFmpeg (PyAV): decoded whole, and written anew for phones.

What was sent may be anything and is never what people hear. They hear one voice in two files: Opus
at 16 kbit/s, and MP3 for browsers that play no Ogg. FFmpeg opens playlists and other files when it
is left to guess, so the container is told to it, and only the codecs of phones may be used. Like
every decoder it runs in a process of its own (`decoder.py`).
"""

from __future__ import annotations

import io
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, cast

import av
from av.audio.resampler import AudioResampler

from backend.uploads.images import Unusable

MAX_SECONDS: Final = 30
"""A sentence of twelve words takes a slow speaker ten."""
MIN_SECONDS: Final = 0.3
SILENCE: Final = 300
"""A loudest sample below this, of 32,767, is a microphone that was covered or switched off."""
_RATE: Final = 48_000
_MP3_RATE: Final = 24_000
_OPUS_BITS: Final = 16_000
_MP3_BITS: Final = 32_000
_PIECE: Final = 960 * 50
_CODECS: Final = (
    "opus,libopus,vorbis,aac,aac_latm,mp3float,mp3,amrnb,amrwb,"
    "pcm_u8,pcm_s16le,pcm_s24le,pcm_s32le,pcm_f32le"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """One recorded sentence as phones get it."""

    milliseconds: int
    ogg: bytes
    mp3: bytes


def container_of(data: bytes) -> str | None:
    """FFmpeg's name of the container that these bytes claim to be; None for what phones do not
    record."""
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "wav"
    if data[4:8] == b"ftyp":
        return "mov"
    if data[:3] == b"ID3":
        return "mp3"
    marks = {b"OggS": "ogg", b"\x1aE\xdf\xa3": "matroska", b"#!AM": "amr"}
    if data[:4] in marks:
        return marks[data[:4]]
    if len(data) > 1 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0:
        return "aac" if data[1] & 0x06 == 0 else "mp3"
    return None


def voice(data: bytes) -> Voice:
    """Decode everything and write it anew; raise Unusable for what is no spoken sentence."""
    samples = _samples(data)
    seconds = len(samples) / _RATE
    if seconds < MIN_SECONDS:
        raise Unusable("recording_unreadable")
    if max(samples) < SILENCE and min(samples) > -SILENCE:
        raise Unusable("recording_silent")
    ogg = _written(samples, "ogg", "libopus", _RATE, _OPUS_BITS)
    mp3 = _written(samples, "mp3", "libmp3lame", _MP3_RATE, _MP3_BITS)
    return Voice(round(seconds * 1000), ogg, mp3)


def _samples(data: bytes) -> array[int]:
    """The first sound of the file: one channel, 48,000 times a second, 16 bits."""
    kind = container_of(data)
    if kind is None:
        raise Unusable("recording_unreadable")
    found = array("h")
    try:
        for frame in _frames(data, kind):
            found.frombytes(bytes(frame.planes[0])[: frame.samples * 2])
            if len(found) > MAX_SECONDS * _RATE:
                raise Unusable("recording_too_long")
    except (av.FFmpegError, ValueError, EOFError) as error:
        raise Unusable("recording_unreadable") from error
    return found


def _frames(data: bytes, kind: str) -> Iterator[av.AudioFrame]:
    options = {"codec_whitelist": _CODECS, "format_whitelist": kind, "protocol_whitelist": "none"}
    if kind in ("mov", "matroska"):
        options["format_whitelist"] = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm"
    with av.open(io.BytesIO(data), "r", format=kind, options=options) as file:
        if not file.streams.audio:
            raise Unusable("recording_unreadable")
        stream = file.streams.audio[0]
        stream.codec_context.thread_count = 1
        resampler = AudioResampler(format="s16", layout="mono", rate=_RATE)
        for frame in file.decode(stream):
            yield from resampler.resample(frame)
        yield from resampler.resample(None)


def _written(samples: array[int], kind: str, codec: str, rate: int, bits: int) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format=kind, options={"fflags": "bitexact"}) as file:
        stream = cast(av.AudioStream, file.add_stream(codec, rate, layout="mono", bit_rate=bits))
        resampler = AudioResampler(format=stream.format.name, layout="mono", rate=rate)
        for start in range(0, len(samples), _PIECE):
            piece = samples[start : start + _PIECE]
            frame = av.AudioFrame(format="s16", layout="mono", samples=len(piece))
            frame.sample_rate, frame.pts = _RATE, start
            frame.planes[0].update(piece.tobytes().ljust(frame.planes[0].buffer_size, b"\0"))
            for ready in resampler.resample(frame):
                file.mux(stream.encode(ready))
        for ready in resampler.resample(None):
            file.mux(stream.encode(ready))
        file.mux(stream.encode(None))
    return out.getvalue()
