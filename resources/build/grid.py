"""Longitude and latitude (WGS84) to British National Grid metres, by Ordnance Survey's published formulas.

"A guide to coordinate systems in Great Britain", annexes B and C: geodetic to cartesian, a seven-parameter
Helmert transformation to OSGB36, back to geodetic on the Airy ellipsoid, then the transverse Mercator
projection. Good to about 5 metres in London.
"""

from __future__ import annotations

from math import atan2, cos, hypot, pi, radians, sin, sqrt, tan

WGS84 = (6378137.0, 6356752.3142)
AIRY_1830 = (6377563.396, 6356256.909)
SHIFT_M = (-446.448, 125.157, -542.060)
ROTATION = tuple(radians(seconds / 3600) for seconds in (-0.1502, -0.2470, -0.8421))
SCALE = 20.4894e-6
F0 = 0.9996012717
ORIGIN_LAT, ORIGIN_LON = radians(49), radians(-2)
FALSE_E, FALSE_N = 400_000.0, -100_000.0


def to_grid(lon: float, lat: float) -> tuple[float, float]:
    """Easting and northing in metres of a WGS84 position in degrees."""
    return _project(*_airy(*_helmert(*_cartesian(radians(lat), radians(lon)))))


def _cartesian(lat: float, lon: float) -> tuple[float, float, float]:
    a, b = WGS84
    e2 = 1 - (b / a) ** 2
    nu = a / sqrt(1 - e2 * sin(lat) ** 2)
    return nu * cos(lat) * cos(lon), nu * cos(lat) * sin(lon), nu * (1 - e2) * sin(lat)


def _helmert(x: float, y: float, z: float) -> tuple[float, float, float]:
    tx, ty, tz = SHIFT_M
    rx, ry, rz = ROTATION
    s = 1 + SCALE
    return (
        tx + s * x - rz * y + ry * z,
        ty + rz * x + s * y - rx * z,
        tz - ry * x + rx * y + s * z,
    )


def _airy(x: float, y: float, z: float) -> tuple[float, float]:
    """Latitude and longitude in radians; the latitude converges to well under a millimetre in six rounds."""
    a, b = AIRY_1830
    e2 = 1 - (b / a) ** 2
    p = hypot(x, y)
    lat = atan2(z, p * (1 - e2))
    for _ in range(6):
        nu = a / sqrt(1 - e2 * sin(lat) ** 2)
        lat = atan2(z + e2 * nu * sin(lat), p)
    return lat, atan2(y, x)


def _meridian_arc(lat: float) -> float:
    a, b = AIRY_1830
    n = (a - b) / (a + b)
    d, s = lat - ORIGIN_LAT, lat + ORIGIN_LAT
    return (
        b
        * F0
        * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * d
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(d) * cos(s)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * d) * cos(2 * s)
            - 35 / 24 * n**3 * sin(3 * d) * cos(3 * s)
        )
    )


def _project(lat: float, lon: float) -> tuple[float, float]:
    a, b = AIRY_1830
    e2 = 1 - (b / a) ** 2
    nu = a * F0 / sqrt(1 - e2 * sin(lat) ** 2)
    rho = a * F0 * (1 - e2) / (1 - e2 * sin(lat) ** 2) ** 1.5
    eta2 = nu / rho - 1
    t2, c = tan(lat) ** 2, cos(lat)
    d = (lon - ORIGIN_LON + pi) % (2 * pi) - pi
    north = (
        _meridian_arc(lat)
        + FALSE_N
        + nu / 2 * sin(lat) * c * d**2
        + nu / 24 * sin(lat) * c**3 * (5 - t2 + 9 * eta2) * d**4
        + nu / 720 * sin(lat) * c**5 * (61 - 58 * t2 + t2**2) * d**6
    )
    east = (
        FALSE_E
        + nu * c * d
        + nu / 6 * c**3 * (nu / rho - t2) * d**3
        + nu / 120 * c**5 * (5 - 18 * t2 + t2**2 + 14 * eta2 - 58 * t2 * eta2) * d**5
    )
    return east, north
