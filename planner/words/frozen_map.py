"""An immutable, hashable mapping that keeps its keys in sorted order, so that equal maps read the same."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from typing import Any, Generic, TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")


class FrozenMap(Mapping[K, V], Generic[K, V]):
    """A mapping that never changes. `put` and `without` return a new one."""

    __slots__ = ("_data", "_hash")

    def __init__(self, items: Mapping[K, V] | Iterable[tuple[K, V]] = ()) -> None:
        data = dict(items)
        self._data: dict[K, V] = {key: data[key] for key in sorted(data)}  # type: ignore[type-var]
        self._hash: int | None = None

    def __getitem__(self, key: K) -> V:
        return self._data[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __contains__(self, key: object) -> bool:
        return key in self._data

    # Delegated to the dictionary inside: Mapping's own views go through __getitem__ for every item.
    def items(self) -> ItemsView[K, V]:
        """Key and value pairs, in key order."""
        return self._data.items()

    def keys(self) -> KeysView[K]:
        """Keys in order."""
        return self._data.keys()

    def values(self) -> ValuesView[V]:
        """Values in key order."""
        return self._data.values()

    @overload
    def get(self, key: K, /) -> V | None: ...

    @overload
    def get(self, key: K, /, default: V | T) -> V | T: ...

    def get(self, key: K, /, default: object = None) -> object:
        """The value of `key`, or `default`."""
        return self._data.get(key, default)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, FrozenMap):
            return self._data == other._data
        return NotImplemented

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(tuple(self._data.items()))
        return self._hash

    def __repr__(self) -> str:
        return f"FrozenMap({self._data!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return (FrozenMap, (self._data,))

    def put(self, key: K, value: V) -> FrozenMap[K, V]:
        """The same mapping with `key` set to `value`."""
        return FrozenMap({**self._data, key: value})

    def without(self, key: K) -> FrozenMap[K, V]:
        """The same mapping with no `key`."""
        return FrozenMap({k: v for k, v in self._data.items() if k != key})
