"""The floor of ``kg --help``: a click group with one command."""

import click


@click.group()
def peer() -> None:
    """A group."""


@peer.command()
def command() -> None:
    """A command."""


peer(["--help"])
