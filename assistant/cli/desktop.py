"""Whether there is a desktop on which a browser window can be opened."""

from __future__ import annotations

import ipaddress
import os
import sys


def has_browser(host: str) -> bool:
    """Whether to open the page by ourselves: the address is this machine's own and a desktop is there.

    Without a desktop Python would open a text browser in the very terminal that shows our messages.
    """
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = host == "localhost"
    desktop = sys.platform in {"win32", "darwin"} or any(
        os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    return local and desktop
