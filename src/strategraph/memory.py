"""Memory: what has been freed goes back to the system, which an allocator that others use beside Python would keep."""

import ctypes
import gc

__all__ = ["give_back"]


def give_back() -> None:
    """Give freed memory back, where the C library has a call for it (malloc_trim(3) of glibc); elsewhere do nothing more."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
