"""``python -m kg.cli``: the command without its script."""

from kg.cli.main import main

main()
