"""The demo company: a fictional maker of measuring instruments, loaded through the public API.

Loading it again changes nothing, and one that was killed goes on where it stopped. Whoever works there
signs in with people.PASSWORD; everybody and every company in it is made up, addresses and telephone
numbers included.
"""

import asyncio
import sys

import aiohttp

from deploy.local.demo.contracts import agree
from deploy.local.demo.customers import fill
from deploy.local.demo.deals import pursue
from deploy.local.demo.door import AT_ONCE, Door, Refused
from deploy.local.demo.house import furnish
from deploy.local.demo.leads import gather
from deploy.local.demo.orders import deliver
from deploy.local.demo.people import PASSWORD, PEOPLE
from deploy.local.demo.products import stock
from deploy.local.demo.quotes import offer
from deploy.local.folders import data_folder, read_run
from deploy.local.services import ADMINISTRATOR
from deploy.local.terminal import Terminal


async def load(base_url: str, email: str, password: str) -> None:
    """Fill the suite at `base_url`; email and password are an administrator's.

    Raises:
        Refused: the suite answered something unexpected.
    """
    terminal = Terminal()
    timeout = aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(
        base_url, timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()
    ) as client:
        admin = await Door(client, asyncio.Semaphore(AT_ONCE)).sign_in(email, password)
        try:
            house = await furnish(admin, terminal.say)
            await fill(admin, house, terminal.say)
            await stock(admin, terminal.say)
            await pursue(admin, house, terminal.say)
            await offer(admin, house, terminal.say)
            await deliver(admin, house, terminal.say)
            await agree(admin, house, terminal.say)
            await gather(admin, house, terminal.say)
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None
    managers = ", ".join(one.email for one in PEOPLE if one.role == "Sales manager")
    terminal.say(f"Everybody there signs in with {PASSWORD}, for instance {managers}")


def main() -> None:
    """Load into the suite that runs on this machine.

    Raises:
        SystemExit: none is running, or it refused.
    """
    data = data_folder()
    run = read_run(data)
    if run.get("state") != "ready" or "gateway" not in run["addresses"]:
        sys.exit("The suite is not running: start it with `make run` and try again in another terminal.")
    password = (data / "secrets" / "administrator").read_text().strip()
    try:
        asyncio.run(load(run["addresses"]["gateway"], ADMINISTRATOR, password))
    except (Refused, aiohttp.ClientError, TimeoutError) as error:
        sys.exit(f"The demo company could not be loaded: {error}")
