"""CPU time of the stack, process by process: true on a busy machine too, where clocks are not.

What a request costs is counted twice: on its own path, which is the gateway, the services that are asked,
PostgreSQL for their databases, and Redis; and everywhere, until its events are applied in the others.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import psutil

from deploy.local.running import Suite

QUIET = 0.15
"""CPU seconds a second below which the stack has finished what requests left behind."""
CUSTOMER: Final = ("customer",)
"""The services that are asked, and their databases."""
OTHERS: Final = "postgres, others"
"""The backends of PostgreSQL that serve the databases of other services."""


class Processes:
    """The processes of the stack by name. What PostgreSQL does for all of them (its log, checkpoints, vacuum)
    counts as PostgreSQL's of the services that are asked.
    """

    def __init__(self, pids: Mapping[str, int], asked: Sequence[str] = CUSTOMER) -> None:
        self._pids = pids
        self._databases = {f"crm_{one}" for one in asked}
        self.own_path = ("gateway", *asked, "postgres", "redis")

    @classmethod
    def of(cls, suite: Suite, asked: Sequence[str] = CUSTOMER) -> "Processes":
        """All processes of the suite."""
        return cls({name: process["pid"] for name, process in suite.run["processes"].items()}, asked)

    def used(self) -> Counter[str]:
        """CPU seconds so far, with those of children, ended ones too."""
        used: dict[str, float] = defaultdict(float)
        for name, pid in self._pids.items():
            for title, seconds in _family(pid):
                used[OTHERS if name == "postgres" and self._serves_another(title) else name] += seconds
        return Counter(used)

    def settled(self) -> Counter[str]:
        """The same, once events are relayed and applied."""
        used = self.used()
        for _ in range(60):
            time.sleep(0.5)
            before, used = used, self.used()
            if used.total() - before.total() < QUIET / 2:
                break
        return used

    def _serves_another(self, title: str) -> bool:
        """A backend calls itself `postgres: <user> <database> <client>(<port>) <what it does>`."""
        words = title.split()
        return len(words) > 3 and "(" in words[3] and words[2] not in self._databases


def _family(pid: int) -> Iterator[tuple[str, float]]:
    """Title and CPU seconds of a process, of its children, and of those that are no more."""
    process = psutil.Process(pid)
    for one in (process, *process.children(recursive=True)):
        try:
            times = one.cpu_times()
            yield " ".join(one.cmdline()), times.user + times.system
        except psutil.NoSuchProcess:
            continue
    ended = process.cpu_times()
    yield "", ended.children_user + ended.children_system
