"""An nginx of our own in front of the page, set up word for word as docs/部署.md says."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Final, Self

ROOT: Final = Path(__file__).parents[2]
NGINX: Final = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
OPENSSL: Final = shutil.which("openssl")
MISSING: Final = "没有装 nginx 和 openssl，放在 nginx 后面的测试跳过。Debian 上安装：sudo apt-get install nginx-light openssl"
NAME: Final = "oa.example"
"""What staff call the server; browsers in the tests are told that it is this machine."""

_WHOLE: Final = """
pid {folder}/pid;
error_log {folder}/error.log;
daemon off;
{user}
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} {kind};
        server_name {name};
        {certificate}
        {inside}
    }}
}}
"""


def documented() -> str:
    """The locations for nginx in the guide for administrators."""
    guide = (ROOT / "docs" / "部署.md").read_text(encoding="utf-8")
    found = re.search(r"```nginx\n(.*?)```", guide, re.DOTALL)
    assert found
    return found[1]


class Nginx:
    """nginx on a free port of 127.0.0.1, over https where asked; `inside`: what stands in its server block."""

    def __init__(self, folder: Path, port: int, inside: str, *, https: bool = False) -> None:
        assert NGINX
        folder.mkdir()
        self.url = f"{'https' if https else 'http'}://{NAME}:{port}"
        self.port = port
        self._error = folder / "error.log"
        whole = _WHOLE.format(
            folder=folder, port=port, name=NAME, inside=inside, kind="ssl" if https else "",
            certificate=_certificate(folder) if https else "", user="user root;" if os.geteuid() == 0 else "",
        )  # fmt: skip
        (folder / "nginx.conf").write_text(whole, encoding="utf-8")
        command = [NGINX, "-p", str(folder), "-e", str(self._error), "-c", str(folder / "nginx.conf")]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self) -> Self:
        for _ in range(100):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            assert self._process.poll() is None, self._error.read_text(encoding="utf-8")
            time.sleep(0.05)
        raise AssertionError(self._error.read_text(encoding="utf-8"))

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=10)


def _certificate(folder: Path) -> str:
    """A certificate that nobody vouches for, as offices make them."""
    assert OPENSSL
    subprocess.run(
        [OPENSSL, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}",
         "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    return f"ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem;"
