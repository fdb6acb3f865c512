"""Where the corners of a sheet come to lie when a hand holds the camera over it."""

from __future__ import annotations

import math

import numpy as np

Corners = np.ndarray
"""Four rows of x and y in pixels, clockwise from the sheet's top left."""

_FOCAL = 1.25
"""Of the picture's height: about the main camera of a phone."""


def projection(target: Corners, source: Corners) -> list[float]:
    """The eight numbers with which Pillow maps points of the target back to the source."""
    rows, values = [], []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [float(part) for part in np.linalg.solve(np.array(rows, float), np.array(values, float))]


def mapped(points: np.ndarray, numbers: list[float]) -> np.ndarray:
    """Points of the target, in rows, by the numbers of `projection`."""
    a, b, c, d, e, f, g, h = numbers
    x, y = points[:, 0], points[:, 1]
    return np.stack([a * x + b * y + c, d * x + e * y + f], 1) / (g * x + h * y + 1)[:, None]


def corners(
    rng: np.random.Generator,
    width: int,
    height: int,
    aspect: float,
    *,
    fill: tuple[float, float] = (0.68, 0.94),
    inside: bool = True,
) -> Corners:
    """A sheet of height / width `aspect` that takes `fill` of the picture, a little tilted.

    `inside` keeps all corners in the picture.
    """
    share = rng.uniform(*fill)
    tall = min(height * share, width * share * aspect)
    wide = tall / aspect
    flat = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]]) * [wide / 2, tall / 2, 0]
    turned = flat @ _rotation(np.clip(rng.normal(0, (0.13, 0.11, 0.07)), -0.32, 0.32)).T
    focal = height * _FOCAL
    seen = turned[:, :2] * (focal / (focal + turned[:, 2]))[:, None]
    frame = np.array([width, height])
    if inside:
        seen *= min(1, *(0.97 * frame / (seen.max(0) - seen.min(0))))
    room = np.maximum(0, frame * 0.985 - (seen.max(0) - seen.min(0)))
    if not inside:
        return np.asarray(seen + frame * rng.uniform(0.44, 0.56, 2))
    return np.asarray(seen - seen.min(0) + frame * 0.0075 + room * rng.uniform(0.15, 0.85, 2))


def about_centre(quad: Corners, scale: float = 1.0, turn: float = 0.0) -> Corners:
    """The same sheet, smaller or turned (radians) about its middle."""
    centre = quad.mean(0)
    cos, sin = math.cos(turn) * scale, math.sin(turn) * scale
    return np.asarray((quad - centre) @ np.array([[cos, -sin], [sin, cos]]).T + centre)


def _rotation(angles: np.ndarray) -> np.ndarray:
    (ca, cb, cc), (sa, sb, sc) = np.cos(angles), np.sin(angles)
    about_x = np.array([[1, 0, 0], [0, ca, -sa], [0, sa, ca]])
    about_y = np.array([[cb, 0, sb], [0, 1, 0], [-sb, 0, cb]])
    about_z = np.array([[cc, -sc, 0], [sc, cc, 0], [0, 0, 1]])
    return np.asarray(about_z @ about_y @ about_x)
