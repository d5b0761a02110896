#!/usr/bin/env python3
"""Run a management command from anywhere in a checkout, installed or not."""

import os
import sys
from pathlib import Path


def main() -> None:
    # The plugins live at the root of the checkout, the project in site/.
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.settings.embedded")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
