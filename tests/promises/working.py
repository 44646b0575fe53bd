"""Work in several processes at once, each with databases of its own; alone, in this one."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import Final, TypeVar

from tests.promises.printing import N

Part = TypeVar("Part")
Done = TypeVar("Done")
WORKERS: Final = int(os.environ.get("WORKERS") or len(os.sched_getaffinity(0)))


def worked(task: Callable[[Part], Done], parts: Sequence[Part]) -> Iterator[Done]:
    """Each part done, in the order in which they get ready. A large N is spread over the cores.

    Whoever has seen enough stops asking: what has not been begun by then never is.
    """
    if N == 1 or WORKERS == 1:
        yield from map(task, parts)
        return
    with ProcessPoolExecutor(
        min(WORKERS, len(parts)), mp_context=get_context("spawn"), initializer=_prepare
    ) as hands:
        try:
            for one in as_completed([hands.submit(task, part) for part in parts]):
                yield one.result()
        finally:
            hands.shutdown(cancel_futures=True)


def _prepare() -> None:
    """A fresh process: the settings make a folder of its own, with a key and empty databases."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.test.utils import setup_databases, setup_test_environment

    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)


def parts_of(total: int, seed: int, *, size: int) -> list[range]:
    """Seeds in lots of at most `size`, so that no core waits long for another."""
    return [range(seed + at, seed + min(at + size, total)) for at in range(0, total, size)]
