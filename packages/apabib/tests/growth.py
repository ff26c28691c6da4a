"""What takes long must grow with its input, and no faster.

A bound in seconds holds on the machine it was written on; a third of an input beside the whole of
it says the same on every one.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def check_growth(work: Callable[[str], object], text: str) -> None:
    """Fail if *work* takes more than five times as long for *text* as for a third of it.

    In proportion would be three times; in square, nine. A second is let pass: nobody waits for it.
    """
    third = cpu_seconds(work, text[: len(text) // 3])
    whole = cpu_seconds(work, text)
    assert whole < 5 * third + 1, f"{third:.2f} s for a third, {whole:.2f} s for the whole"


def cpu_seconds(work: Callable[[str], object], text: str) -> float:
    """What *work* spends on *text*."""
    with _alone():
        start = time.process_time()
        work(text)
        return time.process_time() - start


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fail if what is within spends more CPU seconds.

    In its own thread: what an earlier test left to others, such as a compiler's, goes on beside it.
    """
    with _alone():
        start = time.thread_time()
        yield
        spent = time.thread_time() - start
    assert spent < seconds


@contextmanager
def _alone() -> Iterator[None]:
    """Without what thousands of tests left: what the collector of garbage would walk, and call.

    A Java in the process (the validator of PDF) has its own garbage collected with Python's, which
    took seconds.
    """
    gc.collect()
    gc.freeze()
    called, gc.callbacks[:] = [*gc.callbacks], []
    try:
        yield
    finally:
        gc.callbacks[:] = called
        gc.unfreeze()
