"""CPU time of the stack, process by process: true on a busy machine too, where clocks are not."""

import time
from collections import Counter
from collections.abc import Mapping

import psutil

QUIET = 0.15
"""CPU seconds a second below which the stack has finished what requests left behind."""


class Processes:
    """The processes of the stack by name; the backends of PostgreSQL count as PostgreSQL."""

    def __init__(self, pids: Mapping[str, int]) -> None:
        self._pids = pids

    def used(self) -> Counter[str]:
        """CPU seconds so far, with those of children, ended ones too."""
        return Counter({name: _family(pid) for name, pid in self._pids.items()})

    def settled(self) -> Counter[str]:
        """The same, once events are relayed and applied."""
        used = self.used()
        for _ in range(60):
            time.sleep(0.5)
            before, used = used, self.used()
            if used.total() - before.total() < QUIET / 2:
                break
        return used


def _family(pid: int) -> float:
    process = psutil.Process(pid)
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        try:
            times = one.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    ended = process.cpu_times()  # children that are no more
    return float(total + ended.children_user + ended.children_system)
