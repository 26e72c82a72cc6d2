"""How different two colours look, also to colour-blind eyes, and which fill suits a new BCU.

Colours are "#RRGGBB" in sRGB. Anything else raises ValueError.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

Eye = Literal["normal", "deutan", "protan", "tritan"]
EYES: tuple[Eye, ...] = get_args(Eye)

Rgb = tuple[float, float, float]

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_WHITE_D65: Rgb = (0.95047, 1.0, 1.08883)
_TO_XYZ: tuple[Rgb, Rgb, Rgb] = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_LUMINANCE: Rgb = (0.2126, 0.7152, 0.0722)
# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
_EYES: dict[Eye, tuple[Rgb, Rgb, Rgb]] = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


class Lab(NamedTuple):
    """CIE L*a*b* under D65."""

    l: float  # noqa: E741 - its name in every text on colour
    a: float
    b: float


def lab(colour: str, eye: Eye = "normal") -> Lab:
    """The colour in CIE L*a*b* (D65), as that eye sees it."""
    rgb = _seen(_linear(colour), eye)
    x, y, z = (_lab_curve(_dot(row, rgb) / white) for row, white in zip(_TO_XYZ, _WHITE_D65, strict=True))
    return Lab(116 * y - 16, 500 * (x - y), 200 * (y - z))


def simulate(colour: str, eye: Eye) -> str:
    """The colour as that eye sees it, as "#RRGGBB"."""
    channels = (round(255 * _gamma(c)) for c in _seen(_linear(colour), eye))
    return "#" + "".join(f"{c:02X}" for c in channels)


def delta_e_2000(one: Lab, other: Lab) -> float:
    """The CIEDE2000 difference of two colours, all weights 1. About 2 is just seen side by side."""
    mean_chroma_7 = ((math.hypot(one.a, one.b) + math.hypot(other.a, other.b)) / 2) ** 7
    stretch = 1.5 - 0.5 * math.sqrt(mean_chroma_7 / (mean_chroma_7 + 25**7))
    a1, a2 = one.a * stretch, other.a * stretch
    c1, c2 = math.hypot(a1, one.b), math.hypot(a2, other.b)
    h1, h2 = _hue(a1, one.b), _hue(a2, other.b)

    turn = _turn(h1, h2) if c1 * c2 else 0.0
    mean_l, mean_c = (one.l + other.l) / 2, (c1 + c2) / 2
    mean_h = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2

    lightness = (other.l - one.l) / (1 + 0.015 * (mean_l - 50) ** 2 / math.sqrt(20 + (mean_l - 50) ** 2))
    chroma = (c2 - c1) / (1 + 0.045 * mean_c)
    hue = 2 * math.sqrt(c1 * c2) * _sin(turn / 2) / (1 + 0.015 * mean_c * _hue_weight(mean_h))
    twist = -2 * math.sqrt(mean_c**7 / (mean_c**7 + 25**7)) * _sin(60 * math.exp(-(((mean_h - 275) / 25) ** 2)))
    return math.sqrt(lightness**2 + chroma**2 + hue**2 + twist * chroma * hue)


@lru_cache(maxsize=4096)
def least_difference(one: str, other: str) -> float:
    """The smallest CIEDE2000 difference of two colours to the four eyes."""
    return min(delta_e_2000(lab(one, eye), lab(other, eye)) for eye in EYES)


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours, 1 to 21."""
    dark, light = sorted(_dot(_LUMINANCE, _linear(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def best_fill(unused: Mapping[str, str], neighbours: Sequence[str]) -> str:
    """The unused fill (id to colour) whose smallest difference from the neighbours' colours is greatest.

    The first in order when fills are equal or there is no neighbour. Raises ValueError when none is unused.
    """
    if not unused:
        raise ValueError("There is no unused fill to choose from")
    return max(unused, key=lambda fill: min((least_difference(unused[fill], n) for n in neighbours), default=0.0))


def _linear(colour: str) -> Rgb:
    if not _HEX.fullmatch(colour):
        raise ValueError(f"{colour!r} is not a colour written #RRGGBB")
    r, g, b = (_ungamma(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return r, g, b


def _seen(rgb: Rgb, eye: Eye) -> Rgb:
    r, g, b = (min(1.0, max(0.0, _dot(row, rgb))) for row in _EYES[eye])
    return r, g, b


def _dot(row: Rgb, rgb: Rgb) -> float:
    return row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]


def _ungamma(c: float) -> float:
    return c / 12.92 if c <= 0.04045 else float(((c + 0.055) / 1.055) ** 2.4)


def _gamma(c: float) -> float:
    return 12.92 * c if c <= 0.0031308 else float(1.055 * c ** (1 / 2.4) - 0.055)


def _lab_curve(t: float) -> float:
    return math.cbrt(t) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29


def _hue(a: float, b: float) -> float:
    return math.degrees(math.atan2(b, a)) % 360 if a or b else 0.0


def _turn(h1: float, h2: float) -> float:
    """The way round from one hue to the other, at most half a circle."""
    turn = h2 - h1
    if turn > 180:
        return turn - 360
    return turn + 360 if turn < -180 else turn


def _hue_weight(h: float) -> float:
    return 1 - 0.17 * _cos(h - 30) + 0.24 * _cos(2 * h) + 0.32 * _cos(3 * h + 6) - 0.20 * _cos(4 * h - 63)


def _sin(degrees: float) -> float:
    return math.sin(math.radians(degrees))


def _cos(degrees: float) -> float:
    return math.cos(math.radians(degrees))
