import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def test_rooms_and_plugins_import_in_the_stated_order_only():
    lint = Path(sys.executable).with_name("lint-imports")

    answer = subprocess.run(
        [lint, "--no-cache"],
        cwd=CHECKOUT,
        env={"PYTHONPATH": f"{CHECKOUT}:{CHECKOUT / 'site'}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )

    assert answer.returncode == 0, answer.stdout + answer.stderr
