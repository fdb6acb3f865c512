"""Photographs of papers, ordinary or spoilt, from a seed; what can still be read is measured later.

Everything happens in the order in which a camera meets it: paper, light, glare, lens and movement,
then the few photons of a dark room, then JPEG. Sizes are those of the picture as the phone keeps it
(2400 pixels long).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tests.bench.capture import camera, card_sides, lens, sheets
from tests.bench.capture.pen import Shape, Sheet

FAULTS = (
    "motion",
    "defocus",
    "dark",
    "glare",
    "cut",
    "far",
    "compressed",
    "blank",
    "turned",
    "wrong_side",
)
ADVICE = {
    "motion": {"blurred"},
    "defocus": {"blurred"},
    "dark": {"dark"},
    "glare": {"glare"},
    "cut": {"cut"},
    "far": {"far"},
    "compressed": {"blurred", "far"},
    "blank": {"blank"},
    "turned": {"upside_down"},
    "wrong_side": {"wrong_side"},
}
"""What may be said of a picture spoilt in this way."""


@dataclass
class Photo:
    """A photograph and what is known of it."""

    jpeg: bytes
    quad: list[tuple[float, float]]
    """Clockwise from the sheet's own top left, in fractions; what lay outside is on the edge."""
    sheet: Sheet
    spoilt_by: str
    strength: float
    side: str | None = None


def photograph(seed: int, number: int) -> Photo:
    """About half are ordinary, the others spoilt, more or less."""
    rng = np.random.default_rng([seed, number, 7])
    how = FAULTS[rng.integers(len(FAULTS))] if rng.random() < 0.55 else "none"
    sheet, side = _sheet(rng, how)
    return _taken(rng, sheet, how, side)


def _sheet(rng: np.random.Generator, how: str) -> tuple[Sheet, str | None]:
    if how == "blank":
        return sheets.blank(rng), None
    is_card = how == "wrong_side" or (
        how in ("none", "motion", "defocus", "far", "glare") and rng.random() < 0.12
    )
    if is_card:
        shown = ("front", "back")[rng.integers(2)]
        other = {"front": "back", "back": "front"}[shown]
        card = card_sides.card(rng, shown, bool(rng.random() < 0.5))
        return card, other if how == "wrong_side" else shown
    if how == "none" and rng.random() < 0.12:
        return sheets.scenery(rng), None
    names = ("dense", "dense", "letter", "form", "table", "certificate")
    return sheets.SHEETS[names[rng.integers(len(names))]](rng), None


def _taken(rng: np.random.Generator, sheet: Sheet, how: str, side: str | None) -> Photo:
    flat = sheet.picture
    quad, (w, h), strength = _placed(rng, flat.width, flat.height, how)
    light = lens.lit(rng, w, h)
    scene = lens.laid(rng, flat, quad, w, h) * light
    if rng.random() < 0.3:
        scene = lens.held(rng, scene, light, quad)
    if how == "glare":
        scene, strength = lens.mirrored(rng, scene, quad)
    kernel, smear = lens.smear(rng, how)
    smeared = lens.seen_through(scene, kernel)
    if how == "defocus" and rng.random() < 0.35:  # only one end of a sheet that is held aslant
        down = np.linspace(0, 1, h)[:, None, None]
        ramp = np.clip((down - rng.uniform(0.2, 0.7)) * 5 + 0.5, 0, 1)
        part = ramp if rng.random() < 0.5 else 1 - ramp
        smeared = scene + (smeared - scene) * part.astype(np.float32)
    picture = lens.sensed(rng, smeared, how)
    inside = np.clip(quad / [w, h], 0, 1)
    corners = [(float(x), float(y)) for x, y in inside]
    sheet.aside[:] = [seen_from(inside * [w, h], quad, shape) for shape in sheet.aside]
    sheet.places[:] = [
        [seen_from(inside * [w, h], quad, shape) for shape in line] for line in sheet.places
    ]
    return Photo(lens.as_file(rng, picture, how), corners, sheet, how, smear or strength, side)


def seen_from(corners: np.ndarray, quad: np.ndarray, shape: Shape) -> Shape:
    """Where a part of the sheet comes to lie on a page made at these corners.

    They are not the sheet's own where it reaches over the picture's border, and a table's line,
    straight on the sheet, then lies aslant.
    """
    whole = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], float)
    lies = camera.mapped(np.array(shape), camera.projection(whole, quad))
    page = camera.mapped(lies, camera.projection(corners, whole))
    return tuple((float(x), float(y)) for x, y in page)


def _placed(
    rng: np.random.Generator, wide: int, tall: int, how: str
) -> tuple[np.ndarray, tuple[int, int], float]:
    """Where the sheet lies, in a picture of which size, and how much of this is a fault."""
    w, h = (2400, 1800) if (wide > tall) != (rng.random() < 0.1) else (1800, 2400)
    quad = camera.corners(rng, w, h, tall / wide)
    strength = 0.0
    if how == "far":
        strength = rng.uniform(0.14, 0.42)
        quad = _within(rng, quad * strength, w, h)
    elif how == "cut":
        strength = rng.uniform(0.1, 0.4)
        quad = quad + _push(rng, quad, w, h, strength)
    elif how == "none" and rng.random() < 0.08:  # filling the picture to its very border
        strength = rng.uniform(0.0, 0.02)
        quad = quad + _push(rng, quad, w, h, strength)
    elif how == "turned":
        steps = int(rng.integers(1, 4)) if rng.random() < 0.6 else 2
        strength = float(steps * 90)
        if steps % 2:
            w, h = h, w
            quad = camera.corners(rng, w, h, wide / tall)
        quad = np.roll(quad, -steps, 0)
    return quad, (w, h), strength


def _within(rng: np.random.Generator, quad: np.ndarray, w: int, h: int) -> np.ndarray:
    room = np.maximum(0, np.array([w, h]) * 0.98 - np.ptp(quad, 0))
    return quad - quad.min(0) + np.array([w, h]) * 0.01 + room * rng.uniform(0.2, 0.8, 2)


def _push(rng: np.random.Generator, quad: np.ndarray, w: int, h: int, share: float) -> np.ndarray:
    """The way by which a share of the sheet leaves the picture, over one side or two."""
    angle = rng.integers(4) * math.pi / 2 + (math.pi / 4 if rng.random() < 0.25 else 0)
    dx, dy = math.cos(angle), math.sin(angle)
    low, high = quad.min(0), quad.max(0)
    out_x = (w - low[0] if dx > 0 else high[0]) - (1 - share) * (high[0] - low[0])
    out_y = (h - low[1] if dy > 0 else high[1]) - (1 - share) * (high[1] - low[1])
    return np.array(
        [dx * max(0, out_x) if abs(dx) > 0.1 else 0, dy * max(0, out_y) if abs(dy) > 0.1 else 0]
    )
