"""`python -m mzplatform.house COMMAND …`: where `./dev` hands over."""

import errno
import sys
from importlib import import_module

from .processes import silent_when_unread
from .trouble import Trouble

COMMANDS = {
    "run": "site",
    "serve": "site",
    "manage": "managing",
    "test": "testing",
    "check": "checking",
    "bench": "measuring",
}


def main(command: str, arguments: list[str]) -> int:
    """Runs one command; only its own module is imported, to start fast."""
    try:
        handler = getattr(import_module(f"mzplatform.house.{COMMANDS[command]}"), command)
        return int(handler(arguments))
    except Trouble as trouble:
        sentence = str(trouble)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            sentence = "No space is left on the disk: free about 1 GB and start again."
        elif error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            sentence = f"{error.filename}: {error.strerror}. Work as the user who owns the checkout."
        else:
            raise
    print(f"./dev: {sentence}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    try:
        with silent_when_unread():
            sys.exit(main(sys.argv[1], sys.argv[2:]))
    except KeyboardInterrupt:
        sys.exit(130)
