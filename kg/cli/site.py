"""``kg site``: the portal, a static site in three languages."""

from __future__ import annotations

from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import click

from kg.base.languages import _, speaking
from kg.cli import options
from kg.cli.remote import Where, graph_options


@click.command()
@graph_options
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("site"),
    show_default=True,
    help="The folder to write; a site that stands there is replaced, and only what changed is written.",
)
@options.base_url("Where the site will stand, for search engines and feeds.")
@click.option("--force", is_flag=True, help="Replace the folder even where it holds files of other origin.")
@options.lang
def site(where: Where, out: Path, base_url: str, force: bool, lang: str) -> None:
    """Write the portal: pages of places, ties, sources and themes in Russian, Chinese and English.

    The site needs no server and loads nothing from elsewhere: open index.html by a double click, or put
    the folder on any host. Without JavaScript every page can be read.

    \b
    Examples:
      kg site --out site
      kg site --out site --base-url https://example.org/ties/
    """
    from kg.base.gc_pause import no_collection
    from kg.site.portal.site import Portal, files
    from kg.site.portal.writing import write_folder

    bar, step = options.progress(_("pages"))
    with bar, no_collection():
        portal = Portal(where.open(step), base_url)
        with closing(files(portal, step)) as made:  # also where it cannot be written: processes make it
            done = write_folder(out, made, force=force)
    with speaking(lang):
        told = _("files: {files}, written: {changed}, removed: {removed}; {size} MB; open index.html in a browser")
        options.remark(told.format(**done._asdict() | {"size": f"{done.size / 1e6:.1f}"}))
        if not find_spec("statsmodels"):
            left = _("claims.html is without the tests of the central claim, which need: {command}")
            options.remark(left.format(command="pip install 'interregional-ties[papers]'"))
    click.echo(out)
