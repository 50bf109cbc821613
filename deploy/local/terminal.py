"""What the person at the terminal reads."""

import time


class Terminal:
    """Progress lines, each with the seconds since the start."""

    def __init__(self) -> None:
        self.started = time.monotonic()

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self.started

    def say(self, text: str) -> None:
        print(f"[{self.elapsed:6.1f} s] {text}", flush=True)

    def block(self, rows: dict[str, str]) -> None:
        width = max(map(len, rows), default=0)
        lines = [f"  {label:<{width}}  {value}" for label, value in rows.items()]
        print("\n".join(["", *lines, ""]), flush=True)


class Refused(Exception):
    """The suite cannot start; the message tells the person what to do about it."""
