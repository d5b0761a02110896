#!/usr/bin/env python3
"""What a contributor or operator types, through the Makefile: `python3 site/launch.py run`.

Standard library only, because it runs before anything is installed. This first file
must be readable by an old Python too, or nobody would be told that it is too old.
"""

import sys

NEEDED = (3, 11)

if sys.version_info < NEEDED:
    sys.exit(
        "Pendamping needs Python 3.11 or newer, but this is Python %d.%d: install a newer "  # noqa: UP031
        "one, then name it, for example `make run PYTHON=python3.12`." % sys.version_info[:2]
    )

from launching.verbs import main  # noqa: E402 - the version is checked first

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
