"""The embedded infrastructure, through the doors that services use."""

import json
import os
import smtplib
import urllib.request
from collections.abc import Iterator
from email.message import EmailMessage

import asyncpg
import pytest

from deploy.local.folders import ROOT
from deploy.local.running import Running, running_infrastructure


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with running_infrastructure() as running:
        yield running


def test_a_mail_sent_by_smtp_is_caught_whole(running: Running) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "shop@example.com", "li.lei@example.com", "您的导入已完成"
    mail.set_content("共 3 行")
    host, port = running.infrastructure.smtp_url.removeprefix("smtp://").split(":")
    with smtplib.SMTP(host, int(port)) as client:
        client.send_message(mail)

    caught = json.load(urllib.request.urlopen(running.infrastructure.mail_url + "/messages"))
    assert [(mail["to"], mail["subject"], mail["text"].strip()) for mail in caught] == [
        (["li.lei@example.com"], "您的导入已完成", "共 3 行")
    ]


@pytest.mark.parametrize("name", ["postgres", "nats", "redis", "mail"])
def test_a_killed_server_is_back_within_ten_seconds(running: Running, name: str) -> None:
    killed = running.pid(name)
    running.kill(name)
    assert running.wait_ready(name, after=killed) < 10


async def test_a_killed_postgres_keeps_what_was_committed(running: Running) -> None:
    connection = await asyncpg.connect(running.infrastructure.postgres_url)
    await connection.execute("CREATE TABLE kept AS SELECT 'here' AS word")
    killed = running.pid("postgres")
    running.kill("postgres")
    running.wait_ready("postgres", after=killed)

    connection = await asyncpg.connect(running.infrastructure.postgres_url)
    assert await connection.fetchval("SELECT word FROM kept") == "here"
    await connection.close()


def test_every_server_is_a_process_group_of_its_own(running: Running) -> None:
    pids = {running.pid(name) for name in running.run["processes"]}
    assert {os.getpgid(pid) for pid in pids} == pids


def test_no_state_of_the_tests_is_mixed_with_that_of_make_run(running: Running) -> None:
    assert running.data.parent == ROOT / ".data" / "test"
