"""What was typed on the command line, as against what options stand for when left out."""

from __future__ import annotations

from collections.abc import Collection

import click
from click.core import ParameterSource


def flags(context: click.Context) -> dict[str, str]:
    """Every option of the command as it is written, by the name of its parameter."""
    return {option.name: option.opts[0] for option in context.command.params if option.name}


def typed(context: click.Context) -> dict[str, str]:
    """The options that were typed, in the order of the command's own."""
    source = context.get_parameter_source
    return {name: flag for name, flag in flags(context).items() if source(name) is ParameterSource.COMMANDLINE}


def unused(context: click.Context, taken: Collection[str], choosing: Collection[str]) -> list[str]:
    """The options typed that are among those by which one chooses, and that the case at hand does not take."""
    return [flag for name, flag in typed(context).items() if name in choosing and name not in taken]
