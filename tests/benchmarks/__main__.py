"""`python -m tests.benchmarks [prefix]`: measure every line, or those of one prefix.

One line per figure, `name value unit`; at the end the JSON file with all of them. Nothing
is judged here: times depend on the machine. BENCH_ROUNDS and BENCH_SECONDS shorten it.
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.settings.test")
django.setup()

from tests.benchmarks import run  # noqa: E402 - after setup

if __name__ == "__main__":
    sys.exit(run.main(sys.argv[1:]))
