"""Sign in as a stock superuser and open each address given on the command line.

Prints one line for each: status, a space, the address. Run inside the bare project.
"""

import sys

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - after setup
from django.test import Client  # noqa: E402

if __name__ == "__main__":
    client = Client(raise_request_exception=True)
    client.force_login(get_user_model().objects.create_superuser("kepala", "k@example.org", "x"))
    for address in sys.argv[1:]:
        sys.stdout.write(f"{client.get(address).status_code} {address}\n")
