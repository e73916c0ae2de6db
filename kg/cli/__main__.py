"""``kg`` and ``python -m kg.cli``: where the command begins, and what holds for the whole process."""

import signal
import sys

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C while the rest is imported ends it without a word
if "--debug" not in sys.argv:
    sys.unraisablehook = lambda _what: None  # such as a second failure of a file that could not be written

from kg.cli.main import main

if __name__ == "__main__":
    main()
