"""From a checkout to a site that can start: database, static files, demo data."""

import os
import subprocess

from launching import places, stacks
from launching.errors import Trouble
from launching.stamps import Stamps, migrations_digest, static_digest

NOT_NEEDED = "not needed"


def stamps() -> Stamps:
    return Stamps(places.var() / "stamps")


def prepare(environment: dict[str, str]) -> None:
    """Migrate, collect static files and load the demo: whatever is not done yet."""
    forget_a_lost_database()
    migrate(environment)
    collect_static(environment)
    if wants_demo():
        load_demo(environment)
    else:
        keep_setup_code(environment)
    stamps().write(step("demo"), "1" if wants_demo() else "0")


def forget_a_lost_database() -> None:
    """Drop the notes about a database that somebody removed."""
    proof = stacks.database_file()
    if proof is not None and not proof.exists():
        stamps().forget(step("migrated"), step("demo"), step("demo-loaded"), step("setup-code"))


def migrate(environment: dict[str, str]) -> None:
    """Bring the database up to date. Skipped only for a database that is ours alone."""
    digest = migrations_digest(places.stack())
    is_ours = stacks.database_file() is not None
    if is_ours and stamps().holds(step("migrated"), digest):
        return
    print("Preparing the database", flush=True)
    manage(environment, "migrate", "--noinput", "--verbosity=0")
    stamps().write(step("migrated"), digest)


def collect_static(environment: dict[str, str]) -> None:
    digest = static_digest(places.stack())
    manifest = places.var() / "static" / "staticfiles.json"
    if manifest.exists() and stamps().holds("static", digest):
        return
    print("Collecting stylesheets and pictures", flush=True)
    manage(environment, "collectstatic", "--noinput", "--verbosity=0")
    stamps().write("static", digest)


def wants_demo() -> bool:
    """DEMO=1 or DEMO=0; when it is not said, what this database was started with.

    So a site begun for real with DEMO=0 never gets demo people by a plain `make run`.
    """
    said = os.environ.get("DEMO") or stamps().read(step("demo")) or "1"
    return said not in ("0", "no", "false")


def load_demo(environment: dict[str, str]) -> None:
    """Load the demo once per database, and keep the sign-ins it offers for later starts."""
    if stamps().read(step("demo-loaded")) or not has_command("load_demo"):
        return
    print("Loading the demo data", flush=True)
    manage(environment, "load_demo")
    signins = manage(environment, "demo_signins") if has_command("demo_signins") else ""
    stamps().write(step("demo-loaded"), signins or "1")


def keep_setup_code(environment: dict[str, str]) -> None:
    """Keep the code the first administrator types, until there is one; then keep that fact."""
    if stamps().read(step("setup-code")) == NOT_NEEDED or not has_command("setup_code"):
        return
    answer = manage(environment, "setup_code").strip()
    stamps().write(step("setup-code"), answer if "-" in answer[:5] else NOT_NEEDED)


def setup_code() -> str:
    """The code to show, or "" when the site has its administrator or is a demo."""
    kept = stamps().read(step("setup-code"))
    return "" if wants_demo() or kept == NOT_NEEDED else kept


def has_command(name: str) -> bool:
    """Whether the site has this management command, without starting Django to ask."""
    return any(places.SITE.glob(f"balai/*/management/commands/{name}.py"))


def manage(environment: dict[str, str], *words: str) -> str:
    """Run a management command and return what it printed; its failure is ours."""
    log = places.var() / "log" / "prepare.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a") as errors:
        answer = subprocess.run(
            [str(places.PYTHON), str(places.SITE / "manage.py"), *words],
            check=False,
            cwd=places.CHECKOUT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    if answer.returncode != 0:
        last = (log.read_text(errors="replace").strip().splitlines() or ["no reason given"])[-1]
        raise Trouble(
            f"`manage.py {words[0]}` failed ({last.strip()}): "
            f"the whole story is in {places.shown(log)}."
        )
    return answer.stdout


def step(name: str) -> str:
    """The name of a stamp: each stack has its own database, so its own."""
    return f"{places.stack()}-{name}"
