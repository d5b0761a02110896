"""The front server as shipped (`site/front/nginx.conf`), before the server under test."""

import contextlib
import getpass
import os
import re
import urllib.request
from collections.abc import Iterator

from launching import packages
from launching.places import CHECKOUT
from launching.processes import Child
from tests.benchmarks.servers import started
from tests.live import LiveSite, free_port

CONFIGURATION = CHECKOUT / "site" / "front" / "nginx.conf"


@contextlib.contextmanager
def front_server(site: LiveSite) -> Iterator[str]:
    """nginx before `site`, on the server's core; gives the address people come in by.

    Only the two addresses of the shipped configuration are changed, and one process is
    started: there is one core for the server.
    """
    packages.require([packages.FRONT], "make bench B=lesson")
    folder = site.var / "front"
    folder.mkdir(exist_ok=True)
    port = free_port()
    shipped = CONFIGURATION.read_text(encoding="utf-8")
    written = _with(shipped, r"server 127\.0\.0\.1:8000;", f"server 127.0.0.1:{site.port};")
    written = _with(written, r"listen 127\.0\.0\.1:8080;", f"listen 127.0.0.1:{port};")
    written = _with(written, r"worker_processes auto;", "worker_processes 1;")
    file = folder / "nginx.conf"
    # nginx gives up being root, but the folder of a site under test is its owner's alone.
    owner = f"user {getpass.getuser()};\n" if os.geteuid() == 0 else ""
    file.write_text(owner + written, encoding="utf-8")
    command = ["nginx", "-p", str(folder), "-c", str(file)]
    child = Child(
        "front server", command, {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}, folder / "log"
    )
    url = f"http://127.0.0.1:{port}"
    with started(child, f"{url}/periksa/"):
        yield url


def kept_as(url: str, *, cookie: str = "") -> str:
    """Where the answer came from, as nginx says: "HIT", "MISS", "BYPASS"."""
    headers = {"Accept-Encoding": "gzip, br", **({"Cookie": cookie} if cookie else {})}
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
        return answer.headers["X-Front"]


def require_kept(url: str, *, cookie: str) -> None:
    """Raise unless guests get what is kept and whoever is signed in never does."""
    found = [kept_as(url), kept_as(url), kept_as(url, cookie=cookie)]
    if found[1:] != ["HIT", "BYPASS"]:
        raise RuntimeError(f"The front server answered {found}, not a kept page for guests alone.")


def _with(text: str, pattern: str, written: str) -> str:
    changed, count = re.subn(pattern, written, text)
    if count != 1:
        raise RuntimeError(f"{CONFIGURATION} has {count} lines like {pattern}, not one.")
    return changed
