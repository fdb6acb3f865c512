"""What a sheet may lie on: wood, cloth, tiles, concrete, mats, plastic, a white table."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from PIL import Image

from tests.bench.capture.paper import smooth

Grid = np.ndarray
_COARSE = 4
"""Drawn at a quarter of the size and enlarged: out of focus, as behind a sheet."""


def surface(rng: np.random.Generator, kind: str, width: int, height: int, fine: bool) -> Grid:
    """Float colours 0..255 of `height` x `width`; `fine` draws at half instead of a quarter."""
    coarse = _COARSE // 2 if fine else _COARSE
    rows, columns = max(8, height // coarse), max(8, width // coarse)
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    small = np.clip(SURFACES[kind](rng, y, x), 0, 255).astype(np.uint8)
    large = Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC)
    return np.asarray(large, np.float32)


def _wood(*base: int) -> Callable[[np.random.Generator, Grid, Grid], Grid]:
    def draw(rng: np.random.Generator, y: Grid, x: Grid) -> Grid:
        rows, columns = x.shape
        fibres = Image.fromarray(
            (rng.random((rows // 2, max(4, columns // 60))) * 255).astype(np.uint8)
        ).resize((columns, rows), Image.Resampling.BICUBIC)
        grain = smooth(rng, rows, columns, 90) * 0.5 + np.asarray(fibres, np.float32) / 255 * 0.3
        rings = (x + 40 * smooth(rng, rows, columns, 120)) / rng.uniform(5, 14)
        grain += 0.25 * np.sin(rings + 6 * grain) + 0.2 * smooth(rng, rows, columns, 3)
        colours = np.array(base, np.float32) * (0.65 + 0.6 * grain[..., None])
        if rng.random() < 0.5:
            board = rng.integers(columns // 5, columns // 2)
            colours[:, (np.arange(columns) % board) < 2] *= 0.45
        return colours

    return draw


def _cloth(rng: np.random.Generator, y: Grid, x: Grid) -> Grid:
    """Woven checks of four colours."""
    threads = rng.integers(30, 220, (4, 3)).astype(np.float32)
    stripe = rng.integers(14, 70)
    colours = (threads[(x // stripe).astype(int) % 4] + threads[(y // stripe).astype(int) % 4]) / 2
    colours *= (0.85 + 0.3 * ((x.astype(int) + y.astype(int)) % 2))[..., None]
    return np.asarray(colours * (0.7 + 0.5 * smooth(rng, *x.shape, 60))[..., None])


def _tiles(rng: np.random.Generator, y: Grid, x: Grid) -> Grid:
    """Large glazed tiles with grout between."""
    columns = x.shape[1]
    glaze = rng.uniform(120, 235) * np.array([1, rng.uniform(0.92, 1), rng.uniform(0.85, 1)])
    side = rng.integers(columns // 4, columns // 2)
    across, down = rng.integers(0, side, 2)
    cloud = 0.9 + 0.15 * smooth(rng, *x.shape, 50) + 0.08 * smooth(rng, *x.shape, 8)
    colours = glaze * cloud[..., None]
    colours[(((x + across) % side) < 3) | (((y + down) % side) < 3)] = rng.uniform(60, 130)
    return colours


def _mat(rng: np.random.Generator, y: Grid, x: Grid) -> Grid:
    """Plaited straw."""
    pitch, angle = rng.integers(6, 16), rng.uniform(0, math.pi)
    along = x * math.cos(angle) + y * math.sin(angle)
    straw = 0.75 + 0.25 * np.sin(along * 2 * math.pi / pitch) + 0.2 * smooth(rng, *x.shape, 30)
    return np.asarray(np.array([196, 168, 112], np.float32) * straw[..., None])


def _plastic(rng: np.random.Generator, y: Grid, x: Grid) -> Grid:
    colour = rng.integers(30, 230, 3).astype(np.float32)
    return colour * (0.8 + 0.3 * smooth(rng, *x.shape, 200))[..., None]


def _plain(*base: int) -> Callable[[np.random.Generator, Grid, Grid], Grid]:
    def draw(rng: np.random.Generator, y: Grid, x: Grid) -> Grid:
        cloud = 0.85 + 0.25 * smooth(rng, *x.shape, 40) + 0.15 * smooth(rng, *x.shape, 2.5)
        return np.asarray(np.array(base, np.float32) * cloud[..., None])

    return draw


SURFACES: dict[str, Callable[[np.random.Generator, Grid, Grid], Grid]] = {
    "wood": _wood(112, 74, 44),
    "dark wood": _wood(62, 40, 26),
    "light wood": _wood(190, 155, 112),
    "cloth": _cloth,
    "tiles": _tiles,
    "concrete": _plain(150, 148, 142),
    "white table": _plain(206, 204, 198),
    "mat": _mat,
    "plastic": _plastic,
}
