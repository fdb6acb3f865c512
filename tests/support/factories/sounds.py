"""Tones in the files that phones and recorders make: sounds, but nobody's voice."""

from __future__ import annotations

import io
import math
import wave
from array import array
from typing import Final, cast

import av

KINDS: Final = {
    "webm": ("webm", "libopus", 48_000),
    "m4a": ("mp4", "aac", 44_100),
    "mp3": ("mp3", "libmp3lame", 44_100),
    "ogg": ("ogg", "libopus", 48_000),
    "aac": ("adts", "aac", 44_100),
}
"""What Chrome, Safari, recorders and messengers send: container, codec, samples a second."""


def tone(
    seconds: float = 1.0, *, rate: int = 16_000, loud: int = 12_000, channels: int = 1
) -> bytes:
    """A tone that goes up and down, as WAV."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        samples = array("h")
        for place in range(int(seconds * rate)):
            moment = place / rate
            pitch = 300 + 80 * math.sin(5 * moment)
            samples.extend([int(loud * math.sin(2 * math.pi * pitch * moment))] * channels)
        file.writeframes(samples.tobytes())
    return out.getvalue()


def written(kind: str, sound: bytes) -> bytes:
    """A WAV in another of the files that phones make."""
    container, codec, rate = KINDS[kind]
    out = io.BytesIO()
    with av.open(io.BytesIO(sound), "r") as read, av.open(out, "w", format=container) as file:
        stream = cast(av.AudioStream, file.add_stream(codec, rate, layout="mono"))
        resampler = av.AudioResampler(format=stream.format.name, layout="mono", rate=rate)
        for frame in (*read.decode(audio=0), None):
            for ready in resampler.resample(frame):
                file.mux(stream.encode(ready))
        file.mux(stream.encode(None))
    return out.getvalue()
