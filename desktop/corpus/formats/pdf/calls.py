"""Owns how PDFium's functions are called often: unchecked, with places turned as the page is."""

import ctypes
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

FARTHEST = 1e6
"""No page is so large, in points: what stands farther away comes from damage."""

_Edge = TypeVar("_Edge", float, NDArray[np.float32])


class Handle(ctypes.c_void_p):
    """What PDFium knows a thing by; a plain address would lose its upper half as an argument."""


_Result = type[ctypes.c_int] | type[ctypes.c_double] | type[Handle] | None


def quick(function: object, result: _Result) -> Any:
    """Return a function of PDFium that takes its arguments unchecked: whole numbers and `byref`.

    A quarter of the time went into these calls. Without a list of types, and without giving up
    the interpreter's lock, each takes a third of its time.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value or 0  # pyright: ignore[reportArgumentType]
    return ctypes.PYFUNCTYPE(result)(address)


def argument(handle: Any) -> Any:
    """Return a thing of PDFium as an argument of such a function."""
    address = ctypes.cast(handle, ctypes.c_void_p).value or 0
    return ctypes.byref(ctypes.c_char.from_address(address))


def turned(
    left: _Edge, bottom: _Edge, right: _Edge, top: _Edge, turn: int
) -> tuple[_Edge, _Edge, _Edge, _Edge]:
    """Return a box, or many, after so many quarter turns to the right: left, bottom, right, top."""
    return (
        (left, bottom, right, top),
        (bottom, -right, top, -left),
        (-right, -top, -left, -bottom),
        (-top, left, -bottom, right),
    )[turn]
