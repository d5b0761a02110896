"""A PostgreSQL and a Redis of our own: private sockets, no open port, our own folders."""

import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from launching.errors import Trouble
from launching.packages import POSTGRESQL, REDIS, install_line, postgresql_folders
from launching.places import CHECKOUT, shown
from launching.processes import Child, as_user

OWNER = "pendamping"
READY_SECONDS = 60.0


@dataclass(frozen=True)
class PrivatePostgreSQL:
    """One cluster in `data`, reachable through a socket in `sockets` and nowhere else.

    lasting: False for a database that tests throw away; it then skips the disk's
    guarantees and is several times faster.
    """

    data: Path
    sockets: Path
    log: Path
    lasting: bool = True

    @property
    def url(self) -> str:
        return self.database_url(OWNER)

    def database_url(self, name: str) -> str:
        return f"postgresql://{OWNER}@{quote(str(self.sockets), safe='')}/{name}"

    def start(self) -> Child:
        """Make the cluster at the first call, start it, and wait until it answers."""
        programs = self._programs()
        if not (self.data / "PG_VERSION").exists():
            self._make_cluster(programs)
        child = Child(
            name="PostgreSQL",
            command=[str(programs / "postgres"), "-D", str(self.data), *self._options()],
            environment={**os.environ, "LC_ALL": "C.UTF-8"},
            log=self.log,
            user=server_account(),
            # Fast shutdown: sessions are ended, nothing committed is lost.
            polite=signal.SIGINT,
            patience=30.0,
            is_server=True,
        )
        child.start()
        ask = [str(programs / "pg_isready"), "-q", "-h", str(self.sockets), "-U", OWNER]
        _wait(child, lambda: subprocess.run(ask, check=False).returncode == 0)
        self._make_database(programs)
        return child

    def _programs(self) -> Path:
        folders = postgresql_folders()
        if not folders:
            line = install_line([POSTGRESQL.package])
            raise Trouble(f"PostgreSQL is missing: type `{line}`, then start again.")
        try:
            version = (self.data / "PG_VERSION").read_text().strip()
        except OSError:
            return folders[0]
        for folder in folders:
            if folder.parent.name == version or not folder.parent.name.isdigit():
                return folder
        raise Trouble(
            f"The database in {shown(self.data)} was made by PostgreSQL {version}, which is not "
            f"installed: type `{install_line([f'postgresql-{version}'])}`, then start again."
        )

    def _options(self) -> list[str]:
        settings = {"listen_addresses": "", "unix_socket_directories": str(self.sockets)}
        if not self.lasting:
            settings |= {
                "fsync": "off",
                "synchronous_commit": "off",
                "full_page_writes": "off",
                "max_wal_size": "256MB",
            }
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def _make_cluster(self, programs: Path) -> None:
        give_to_server(self.data)
        answer = subprocess.run(
            [
                *(str(programs / "initdb"), "-D", str(self.data), f"--username={OWNER}"),
                # Who reaches the socket folder is trusted: the folder opens to nobody else.
                *("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"),
                *([] if self.lasting else ["--no-sync"]),
            ],
            check=False,
            capture_output=True,
            text=True,
            cwd="/",
            **as_user(server_account()),
        )
        if answer.returncode != 0:
            said = (answer.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise Trouble(f"PostgreSQL could not make its folder {self.data} ({said}).")

    def _make_database(self, programs: Path) -> None:
        answer = subprocess.run(
            [str(programs / "createdb"), "-h", str(self.sockets), "-U", OWNER, OWNER],
            check=False,
            capture_output=True,
            text=True,
        )
        if answer.returncode != 0 and "already exists" not in answer.stderr:
            raise Trouble(f"PostgreSQL could not make the database: {answer.stderr.strip()}")


@dataclass(frozen=True)
class PrivateRedis:
    """One Redis in `data`, reachable through a socket in `sockets` and nowhere else."""

    data: Path
    sockets: Path
    log: Path
    lasting: bool = True

    @property
    def socket(self) -> Path:
        return self.sockets / "redis.sock"

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    def start(self) -> Child:
        """Start it and wait until it answers."""
        program = shutil.which("redis-server")
        if program is None:
            line = install_line([REDIS.package])
            raise Trouble(f"Redis is missing: type `{line}`, then start again.")
        self.data.mkdir(parents=True, exist_ok=True)
        child = Child(
            name="Redis",
            command=[
                *(program, "--port", "0", "--unixsocket", str(self.socket)),
                *("--unixsocketperm", "700", "--dir", str(self.data), "--save", ""),
                *("--appendonly", "yes" if self.lasting else "no", "--daemonize", "no"),
            ],
            environment=os.environ,
            log=self.log,
            patience=30.0,
            is_server=True,
        )
        child.start()
        _wait(child, self.socket.is_socket)
        return child


def socket_folder() -> Path:
    """A new, short-named, private folder for sockets.

    Below the system's folder for temporary files, because a socket's full path may
    have about 100 characters and a checkout may lie anywhere.
    """
    folder = Path(tempfile.mkdtemp(prefix="pendamping-", dir="/tmp"))
    give_to_server(folder)
    return folder


def data_folder(var: Path) -> Path:
    """Where the database may lie: below `var`, or where its account can reach it.

    As root PostgreSQL runs as its own account, and often may not enter the folder of
    the checkout (a home folder is closed). Then its data lie in /var/lib.
    """
    account = server_account()
    if account is None or _may_enter(account, var):
        return var / "postgresql"
    name = hashlib.sha256(str(var).encode()).hexdigest()[:12]
    return Path("/var/lib/pendamping") / f"{CHECKOUT.name}-{name}" / "postgresql"


def give_to_server(folder: Path) -> None:
    """Make `folder`, closed to everybody but the account the database runs as."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    account = server_account()
    if account is not None:
        shutil.chown(folder, account, _group(account))


def server_account() -> str | None:
    """The account PostgreSQL runs as: None is our own, which must not be root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        line = install_line([POSTGRESQL.package])
        raise Trouble(f"PostgreSQL is missing: type `{line}`, then start again.") from None


def _group(account: str) -> int:
    return pwd.getpwnam(account).pw_gid


def _may_enter(account: str, folder: Path) -> bool:
    number = pwd.getpwnam(account).pw_uid
    existing = [path for path in (folder, *folder.parents) if path.exists()]
    return all(path.stat().st_mode & 0o001 or path.stat().st_uid == number for path in existing)


def _wait(child: Child, is_ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not is_ready():
        if not child.is_running or time.monotonic() > deadline:
            child.stop()
            raise Trouble(
                f"{child.name} did not start; its log {shown(child.log)} ends with: "
                f"{child.last_words(1)}"
            )
        time.sleep(0.05)
