"""Which photographs are taken: for finding the page, and for reading it afterwards."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np

from tests.bench.capture import camera, paper, scene
from tests.bench.capture.scene import Photo, Size

SMALL: Size = (1200, 1600)
_CARDS, _FORMS = 0.25, 0.4
_HARD = 0.4
_LANDSCAPE = 0.25


def everyday(seed: int, number: int, size: Size = SMALL) -> Photo:
    """Any paper on any table: every fourth a card, four in ten in bad light."""
    rng = np.random.default_rng([seed, number, 1])
    chance = rng.random()
    if chance < _CARDS:
        sheet = paper.card(rng)
    elif chance < _FORMS:
        sheet = paper.form(rng)
    else:
        sheet = paper.page(rng, dpi=110)
    seen = scene.conditions(rng, hard=rng.random() < _HARD)
    if (sheet.kind == "card" and rng.random() < 0.6) or rng.random() < _LANDSCAPE / 3:
        size = size[1], size[0]
    quad = camera.corners(rng, *size, sheet.image.height / sheet.image.width)
    if sheet.kind == "card" or rng.random() < 0.2:
        quad = camera.about_centre(quad, scale=rng.uniform(0.55, 0.95))
    return scene.shoot(rng, sheet, quad, seen, size)


def dense(seed: int, number: int, size: Size = scene.TWELVE) -> Photo:
    """A dense A4 page (9.5 to 13 point), twelve megapixels, everyday light, no finger on it."""
    rng = np.random.default_rng([seed, number, 2])
    sheet = paper.page(rng)
    quad = camera.corners(rng, *size, sheet.image.height / sheet.image.width)
    return scene.shoot(rng, sheet, quad, replace(scene.conditions(rng), fingers=0), size)


def jpeg(photo: Photo) -> bytes:
    """As a phone keeps it."""
    file = io.BytesIO()
    photo.image.save(file, "JPEG", quality=92)
    return file.getvalue()
