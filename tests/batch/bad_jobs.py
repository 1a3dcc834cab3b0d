"""The real jobs, but files with certain names crash, hang or trip the process that reads them."""

from __future__ import annotations

import os
import time

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


JOBS = {"read": read, "check": jobs.check}
