"""Work that makes very many objects at once and keeps them all."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def allocating() -> Iterator[None]:
    """Rests the garbage collector until the block ends.

    Reading a workbook with tens of thousands of rows makes hundreds of thousands of objects that
    live on, so every round of the collector looks at all of them and finds nothing: a third of
    the time. Whoever found it running sets it going again, also where two threads read at once;
    what was made then counts as old at once, else the next small round would look at all of it.
    """
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            _age()
            gc.enable()


def _age() -> None:
    """Moves all objects to the oldest generation without a look at them: only there does thawing put them.

    What a server froze at its start thaws, too, and is looked at in the rare rounds through everything:
    less than the whole burst at once, which would stop all threads for a third of a second.
    """
    gc.freeze()
    gc.unfreeze()
