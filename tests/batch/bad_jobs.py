"""The real jobs, but files with certain names crash, hang or trip the process that reads them."""

from __future__ import annotations

import os
import time
from pathlib import Path

from assistant.batch import jobs
from assistant.batch.values import Given


def read(given: Given) -> Given:
    name = given["name"]
    if "崩溃" in name:
        os._exit(7)
    if "卡住" in name:
        time.sleep(600)
    if "出错" in name:
        raise ZeroDivisionError
    if "慢" in name:
        time.sleep(0.3)
    return jobs.read(given)


def pid(given: Given) -> Given:
    return {"pid": os.getpid()}


def slow_but_tidy(given: Given) -> Given:
    """As a reader with a converter below it: it must be able to end what it started."""
    try:
        time.sleep(600)
    finally:
        Path(given["mark"]).write_text("tidied up", encoding="utf-8")
    return {}


JOBS = {"read": read, "check": jobs.check, "balance": jobs.balance, "pid": pid, "tidy": slow_but_tidy}
