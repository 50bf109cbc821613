"""PostgreSQL refuses to run as root. When root starts the suite it runs as `nobody` instead."""

import ctypes
import os
import pwd
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 8, 47, 2
CAPABILITY_VERSION_3 = 0x20080522
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    def own(self, path: Path) -> None:
        os.chown(path, self.uid, self.gid)


def unprivileged(folder: Path) -> Account | None:
    """Whom a program that refuses root runs as; None when we are an ordinary user already.

    A folder that exists says it: an ordinary user's suite may later be started by root.
    """
    if os.geteuid() != 0:
        return None
    if folder.exists() and (owner := folder.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    entry = pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid)


def become(account: Account) -> None:
    """Turn this (freshly forked) process into the account's.

    The clone may lie where that account cannot look, /root for instance. Opening such folders to everybody
    is not ours to do, so the process keeps one capability of root: to pass through folders.
    """
    libc = _libc()
    if libc is not None:
        libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setgid(account.gid)
    os.setuid(account.uid)
    # Some containers withhold the narrow capability from root but grant the wide one.
    if libc is not None and not _keep(libc, CAP_DAC_READ_SEARCH):
        _keep(libc, CAP_DAC_OVERRIDE)


def die_with_parent(sent: signal.Signals) -> None:
    """Have the kernel stop this process when the supervisor vanishes, so that none is left behind."""
    libc = _libc()
    if libc is not None:
        libc.prctl(PR_SET_PDEATHSIG, int(sent), 0, 0, 0)


def _libc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def _keep(libc: ctypes.CDLL, capability: int) -> bool:
    mask = 1 << capability
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    data = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)  # effective, permitted, inheritable
    if libc.capset(header, data) != 0:
        return False
    return bool(libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0) == 0)
