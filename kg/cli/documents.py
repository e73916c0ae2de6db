"""How commands hand out a document: drawn on the terminal, or a file of one of five forms."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.base.errors import KgError
from kg.base.languages import _
from kg.cli.output import output_options, target
from kg.formats.registry import FORMATS

if TYPE_CHECKING:
    from kg.formats.documents.document import Document

# The command gets ``form`` (None for Markdown), ``lang`` and ``out``.
document_options = output_options("document")


def hand_out(content: Document | bytes, form: str | None, out: Path | None) -> None:
    """Write a document, or what is made already, in a form to a file, which is named, or to the terminal."""
    is_read = form is None and out is None and sys.stdout.isatty()
    form = form or "md"
    if out is None and sys.stdout.isatty() and FORMATS["document"][form].shape == "binary":
        hint = _("add --out answer.{format}").format(format=form)
        raise KgError(_("{format} is not for a terminal").format(format=form), hint=hint)
    if not isinstance(content, bytes):
        from kg.formats.documents import written

        content = written(content, form)
    if is_read:
        from kg.cli.drawn_document import draw

        draw(content.decode())
        return
    with target(out) as stream:
        stream.write(content)
    if out:
        click.echo(out)
