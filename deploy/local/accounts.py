"""PostgreSQL refuses to run as root. When root starts the suite it runs as `nobody` instead."""

import ctypes
import os
import pwd
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_SECUREBITS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 28, 47, 2
KEEP_CAPABILITIES = 1 << 2  # SECBIT_NO_SETUID_FIXUP: changing the user takes none away
CAPABILITY_VERSION_3, CAP_DAC_OVERRIDE = 0x20080522, 1


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int
    passes: bool
    """Whether it must be helped through folders that are closed to it."""

    def own(self, path: Path) -> None:
        os.chown(path, self.uid, self.gid)


def unprivileged(folder: Path, *needed: Path) -> Account | None:
    """Whom a program that refuses root runs as; None when we are an ordinary user already.

    A folder that exists says it: an ordinary user's suite may later be started by root.
    """
    if os.geteuid() != 0:
        return None
    passes = not all(_open_to_everybody(path) for path in (folder, *needed))
    if folder.exists() and (owner := folder.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid, passes)
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid, passes)


def become(account: Account) -> None:
    """Turn this (freshly forked) process into the account's.

    The clone may lie where that account cannot look, in /root for instance. Opening root's folders to
    everybody is not ours to do: instead the process keeps the one capability of root that lets it pass.
    """
    libc = _libc() if account.passes else None
    if libc is not None:
        libc.prctl(PR_SET_SECUREBITS, KEEP_CAPABILITIES, 0, 0, 0)
    os.setgroups([])
    os.setgid(account.gid)
    os.setuid(account.uid)
    if libc is not None:
        _keep_only(libc, CAP_DAC_OVERRIDE)


def die_with_parent(sent: signal.Signals) -> None:
    """Have the kernel stop this process when the supervisor vanishes, so that none is left behind."""
    libc = _libc()
    if libc is not None:
        libc.prctl(PR_SET_PDEATHSIG, int(sent), 0, 0, 0)


def _open_to_everybody(path: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in path.parents)


def _libc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if sys.platform == "linux" else None


def _keep_only(libc: ctypes.CDLL, capability: int) -> None:
    mask = 1 << capability
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    data = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)  # effective, permitted, inheritable
    libc.capset(header, data)
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0)
