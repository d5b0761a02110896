"""Django logs a robust hook that fails by its `__qualname__`, which a partial does not have: the
failure it should have caught then becomes an error page behind what was kept."""

import re
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
ROBUST_PARTIAL = re.compile(r"on_commit\(\s*partial\([^;]*?\),\s*robust=True", re.DOTALL)


def test_no_robust_hook_is_a_partial():
    found = [
        str(path.relative_to(CHECKOUT))
        for plugin in ("certificates", "curriculum", "mentoring", "site/balai")
        for path in (CHECKOUT / plugin).rglob("*.py")
        for line in path.read_text(encoding="utf-8").split("transaction.")
        if ROBUST_PARTIAL.match(line)
    ]

    assert found == []
