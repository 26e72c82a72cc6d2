"""A small store of what was worked out from frozen values, so that asking twice costs nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Remembered:
    """A small store of values worked out from frozen objects, found again by the objects' identity.

    Holds the objects themselves, so an identity cannot be reused while its value is kept. What was asked for longest
    ago is given up. May be asked from several threads, since a workbook is written beside the window: of two that
    make a value at once both get that of the first.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._found: dict[Hashable, tuple[tuple[object, ...], Any]] = {}
        self._changing = threading.Lock()

    def get(self, kind: Hashable, parts: tuple[object, ...], make: Callable[[], T]) -> T:
        """The value for these parts, made if it is not remembered."""
        key = (kind, *map(id, parts))
        hit = self._found.get(key)
        if hit is None:
            hit = (parts, make())
        with self._changing:
            hit = self._found.pop(key, hit)
            if len(self._found) >= self._size:
                self._found.pop(next(iter(self._found)))
            self._found[key] = hit
        value: T = hit[1]
        return value


class Latest(Generic[T]):
    """The value put last under each of a few names, those put longest ago given up. From several threads too."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._found: dict[Hashable, T] = {}
        self._changing = threading.Lock()

    def get(self, name: Hashable) -> T | None:
        """The value put last under the name; None where it was given up."""
        return self._found.get(name)

    def put(self, name: Hashable, value: T) -> None:
        """Keep the value under the name."""
        with self._changing:
            self._found.pop(name, None)
            if len(self._found) >= self._size:
                self._found.pop(next(iter(self._found)))
            self._found[name] = value
