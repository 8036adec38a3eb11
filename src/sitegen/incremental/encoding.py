"""The one canonical form of a value as bytes, and its digest: equal values have equal bytes, on every machine.

What is no part of a value's equality (`compare=False`: places in files) is left out; the order of a mapping is not,
for a page may show it.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from hashlib import blake2b
from operator import attrgetter
from typing import Any

import msgpack

DIGEST_SIZE = 16  # bytes: by chance, two of a billion billion values have one digest


def digest(data: bytes) -> bytes:
    """The digest of bytes, `DIGEST_SIZE` long."""
    return blake2b(data, digest_size=DIGEST_SIZE).digest()


def digest_of(value: object) -> bytes:
    """The digest of a value of the model, or of tuples, mappings and plain values."""
    return digest(encoded(value))


def encoded(value: object) -> bytes:
    """The value as bytes. Raises TypeError for what is neither plain nor a dataclass."""
    data: bytes = msgpack.packb(value, default=_plain)
    return data


def packed(value: object) -> bytes:
    """Plain values (text, bytes, numbers, tuples, dictionaries) as bytes, which `unpacked` reads back."""
    data: bytes = msgpack.packb(value)
    return data


def unpacked(data: bytes) -> Any:
    """What was packed; sequences come back as tuples. Raises ValueError where it was not."""
    try:
        return msgpack.unpackb(data, use_list=False, strict_map_key=False)
    except (msgpack.UnpackException, ValueError, RecursionError) as problem:
        raise ValueError(str(problem)) from problem


def _plain(value: object) -> object:
    """What msgpack does not know, made of what it knows; it asks again for what is inside."""
    kind = type(value)
    if (make := _MAKERS.get(kind)) is None:
        make = _MAKERS[kind] = _maker(kind)
    return make(value)


def _maker(kind: type) -> Callable[[Any], object]:
    """How values of a type become plain: marked with the type's name, where one type could be taken for another."""
    name = kind.__name__
    if issubclass(kind, Enum):
        return lambda value: (name, value.value)
    if issubclass(kind, Mapping):
        return dict
    if is_dataclass(kind):
        names = [each.name for each in fields(kind) if each.compare]
        values = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
        return lambda value: (name, *values(value))
    raise TypeError(f"{name} has no canonical form")


_MAKERS: dict[type, Callable[[Any], object]] = {
    # By text: two dates of one instant with different offsets are equal, and yet not the same day.
    datetime: lambda value: ("datetime", value.isoformat()),
}
