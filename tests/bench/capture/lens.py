"""What happens to the light between a paper and the file that a phone keeps of it."""

from __future__ import annotations

import io
import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tests.bench.capture import camera
from tests.bench.capture.surface import SURFACES, surface


def lit(rng: np.random.Generator, w: int, h: int) -> np.ndarray:
    """A lamp's or window's light with shadows over it, often yellow."""
    y, x = np.mgrid[0 : h // 8, 0 : w // 8].astype(np.float32)
    y, x = y / (h // 8), x / (w // 8)
    angle = rng.uniform(0, 2 * math.pi)
    light = 1 - rng.uniform(0.05, 0.45) * (
        0.5 + 0.7 * ((x - 0.5) * math.cos(angle) + (y - 0.5) * math.sin(angle))
    )
    for _ in range(rng.integers(0, 3)):
        soft, depth = 10 ** rng.uniform(-2.3, -0.9), rng.uniform(0.15, 0.5)
        if rng.random() < 0.5:
            a = rng.uniform(0, 2 * math.pi)
            away = (x - rng.uniform(0.2, 0.8)) * math.cos(a) + (
                y - rng.uniform(0.2, 0.8)
            ) * math.sin(a)
        else:
            away = np.hypot(
                (x - rng.uniform(0, 1)) * rng.uniform(0.7, 1.3), y - rng.uniform(0, 1)
            ) - rng.uniform(0.15, 0.5)
        light *= 1 - depth / (1 + np.exp(np.clip(away / soft, -40, 40)))
    white = (
        np.array([1, rng.uniform(0.86, 1), rng.uniform(0.62, 1)])
        if rng.random() < 0.6
        else np.array([rng.uniform(0.92, 1), rng.uniform(0.95, 1), 1])
    )
    large = Image.fromarray(light.astype(np.float32)).resize((w, h), Image.Resampling.BILINEAR)
    return (
        np.asarray(large)[..., None]
        * white.astype(np.float32)
        * np.float32(rng.uniform(0.75, 1.03))
    )


def laid(
    rng: np.random.Generator, flat: Image.Image, quad: np.ndarray, w: int, h: int
) -> np.ndarray:
    back = surface(rng, list(SURFACES)[rng.integers(len(SURFACES))], w, h, fine=False)
    # As a camera does: what is drawn smaller than it lies there is averaged, not skipped.
    reach = float(np.linalg.norm(quad[1] - quad[0]))
    small = (
        flat
        if reach > flat.width * 0.75
        else flat.resize(
            (max(8, round(reach * 1.3)), max(8, round(reach * 1.3 * flat.height / flat.width))),
            Image.Resampling.LANCZOS,
        )
    )
    sw, sh = small.size
    map_back = camera.projection(quad, np.array([(0, 0), (sw, 0), (sw, sh), (0, sh)]))
    paper = np.asarray(
        small.transform((w, h), Image.Transform.PERSPECTIVE, map_back, Image.Resampling.BICUBIC),
        np.float32,
    )
    mask = (
        np.asarray(
            Image.new("L", (sw, sh), 255).transform(
                (w, h), Image.Transform.PERSPECTIVE, map_back, Image.Resampling.BILINEAR
            ),
            np.float32,
        )[..., None]
        / 255
    )
    shade = (
        Image.fromarray((mask[..., 0] * 255).astype(np.uint8))
        .resize((w // 8, h // 8))
        .filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 3)))
    )
    shade = np.asarray(shade.resize((w, h), Image.Resampling.BILINEAR), np.float32) / 255
    dx, dy = rng.integers(-12, 12, 2)
    back *= (1 - rng.uniform(0.1, 0.45) * np.roll(shade, (dy, dx), (0, 1)))[..., None]
    return np.asarray(back * (1 - mask) + paper * mask)


def held(
    rng: np.random.Generator, scene: np.ndarray, light: np.ndarray, quad: np.ndarray
) -> np.ndarray:
    """Fingers that hold the sheet at its margin, a twentieth of it; a card's begins so narrow."""
    h, w = scene.shape[:2]
    layer = Image.new("L", (w, h))
    draw = ImageDraw.Draw(layer)
    side, t = rng.integers(4), rng.uniform(0.15, 0.85)
    a, b = quad[side], quad[(side + 1) % 4]
    at, centre = a + (b - a) * t, quad.mean(0)
    span = np.linalg.norm(centre - at)
    inward, along = (centre - at) / span, (b - a) / np.linalg.norm(b - a)
    r = rng.uniform(0.02, 0.03) * w
    far = abs(along[0] * inward[1] - along[1] * inward[0]) * span  # From the side to the centre.
    for k in range(rng.integers(1, 4)):
        deep = min(rng.uniform(0.0, 0.05) * h, 0.05 * span, (0.1 * far - r) * span / far)
        tip = at + along * k * 2.1 * r + inward * deep
        root = at - inward * 0.5 * h
        draw.line([tuple(tip), tuple(root)], fill=255, width=int(2 * r))
        draw.ellipse((tip[0] - r, tip[1] - r, tip[0] + r, tip[1] + r), fill=255)
    mask = np.asarray(layer.filter(ImageFilter.GaussianBlur(2)), np.float32)[..., None] / 255
    skin = np.array([196, 140, 108], np.float32) * np.float32(rng.uniform(0.55, 1.05)) * light
    return scene * (1 - mask) + skin * mask


def mirrored(
    rng: np.random.Generator, scene: np.ndarray, quad: np.ndarray
) -> tuple[np.ndarray, float]:
    """A lamp's or flash's reflection on the paper, wide enough to swallow words."""
    h, w = scene.shape[:2]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    size = float(np.linalg.norm(quad[2] - quad[0]))
    strength = rng.uniform(0.04, 0.16)
    for _ in range(rng.integers(1, 3)):
        s, t = rng.uniform(0.2, 0.8), rng.uniform(0.15, 0.65)
        top, low = quad[0] + (quad[1] - quad[0]) * s, quad[3] + (quad[2] - quad[3]) * s
        cx, cy = top + (low - top) * t
        a, long = rng.uniform(0, math.pi), rng.uniform(1, 2.5)
        u, v = (
            (x - cx) * math.cos(a) + (y - cy) * math.sin(a),
            (y - cy) * math.cos(a) - (x - cx) * math.sin(a),
        )
        away = np.hypot(u / long, v) / (strength * size)
        scene = (
            scene
            + (
                rng.uniform(350, 900)
                / (1 + np.exp(np.clip((away - 1) / rng.uniform(0.06, 0.25), -40, 40)))
            )[..., None]
        )
    return scene, strength


def smear(rng: np.random.Generator, how: str) -> tuple[np.ndarray, float]:
    """How one point is smeared, and how far; ordinary pictures are a little soft and shaken too."""
    size = 97
    y, x = np.mgrid[0:size, 0:size].astype(np.float32) - size // 2
    soft = rng.uniform(0.35, 0.95)
    length, radius = rng.uniform(0, 2), 0.0
    if how == "motion":
        length = float(10 ** rng.uniform(math.log10(6), math.log10(42)))
    elif how == "defocus":
        radius = float(10 ** rng.uniform(math.log10(2.2), math.log10(14)))
    canvas = Image.new("L", (size * 4, size * 4))
    draw = ImageDraw.Draw(canvas)
    c = size * 2
    if length > 1:
        a, bend = rng.uniform(0, math.pi), rng.uniform(-0.3, 0.3)
        points = [
            (
                c + 4 * (t * length * math.cos(a + bend * t)),
                c + 4 * (t * length * math.sin(a + bend * t)),
            )
            for t in np.linspace(-0.5, 0.5, 24)
        ]
        draw.line(points, fill=255, width=4)
    else:
        draw.rectangle((c - 2, c - 2, c + 2, c + 2), fill=255)
    line = np.asarray(canvas.resize((size, size), Image.Resampling.BOX), np.float32)
    if radius:
        line = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1)
    point = np.exp(-(x * x + y * y) / (2 * soft * soft))
    both = np.fft.irfft2(np.fft.rfft2(line) * np.fft.rfft2(np.fft.ifftshift(point)), s=line.shape)
    return (both / both.sum()).astype(np.float32), radius or (length if how == "motion" else 0.0)


def seen_through(scene: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    h, w = scene.shape[:2]
    k = kernel.shape[0]
    padded = np.pad(scene, ((k // 2, k // 2), (k // 2, k // 2), (0, 0)), mode="edge")
    shape = padded.shape[:2]
    spectrum = np.fft.rfft2(kernel, s=shape)
    out = np.empty_like(scene)
    for channel in range(3):
        full = np.fft.irfft2(np.fft.rfft2(padded[..., channel]) * spectrum, s=shape)
        out[..., channel] = full[k - 1 : k - 1 + h, k - 1 : k - 1 + w]
    return out


def sensed(rng: np.random.Generator, scene: np.ndarray, how: str) -> Image.Image:
    """Light becomes numbers, with the noise that little light has."""
    h, w = scene.shape[:2]
    if how == "dark":
        photons, gain = 10 ** rng.uniform(0.5, 2.2), rng.uniform(0.06, 0.5)
    else:
        photons, gain = 10 ** rng.uniform(2.6, 3.8), 1.0
    full = np.clip(scene, 0, 255) / 255
    colour = (
        rng.normal(0, 1, (h // 2 + 1, w // 2 + 1, 3))
        .astype(np.float32)
        .repeat(2, 0)
        .repeat(2, 1)[:h, :w]
    )
    fine = rng.normal(0, 1, (h, w, 1)).astype(np.float32)
    grain = np.sqrt(full / photons + 0.3 / photons**1.5)
    noisy = full + grain * (0.75 * fine + 0.65 * colour)
    picture = Image.fromarray(np.clip(noisy * gain * 255, 0, 255).astype(np.uint8))
    if (
        how == "dark" and rng.random() < 0.5
    ):  # the phone smooths the noise away, and the strokes with it
        picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.6, 1.6)))
    return picture


def as_file(rng: np.random.Generator, picture: Image.Image, how: str) -> bytes:
    out = io.BytesIO()
    if how == "compressed":
        scale = rng.uniform(0.2, 0.6)
        small = picture.resize(
            (round(picture.width * scale), round(picture.height * scale)), Image.Resampling.BOX
        )
        small.save(out, "JPEG", quality=int(rng.integers(4, 30)))
    else:
        picture.save(out, "JPEG", quality=int(rng.integers(82, 95)))
    return out.getvalue()
