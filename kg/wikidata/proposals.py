"""The three files of a proposal: commands, table and the page to read before either is run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from kg.base import ids
from kg.base.dates import PartialDate
from kg.base.errors import KgError, shown
from kg.base.files import atomic_writer
from kg.base.languages import _
from kg.graph.build import fuse_all
from kg.schema.records import Attestation
from kg.wikidata import quickstatements
from kg.wikidata.desk import Desk
from kg.wikidata.propose import Evidence, Proposal, source_items


def evidence_of(desk: Desk) -> Evidence:
    """What the sources here say on their ties."""
    fused = fuse_all(desk.corpus)
    said: dict[str, list[Attestation]] = defaultdict(list)
    for attestation in desk.corpus.all("attestations"):
        said[ids.tie_slug((attestation.place_a, attestation.place_b))].append(attestation)
    items = source_items(desk.judged.items, ids.thing("source", "x")[:-1])
    return Evidence(fused.ties, said, desk.corpus.sources, fused.disagreements, items)


def write(folder: Path, proposal: Proposal, names: Mapping[str, str], retrieved: str) -> list[Path]:
    """Write the files into a folder; their paths. ``retrieved`` is the day on which the sources were read."""
    try:
        day = PartialDate.parse(retrieved)
    except ValueError as error:
        told = _("'{date}' is {reason}").format(date=shown(retrieved), reason=error)
        raise KgError(told, hint=_("write a day, as 2026-01-31")) from None
    texts = {
        "preview.txt": quickstatements.preview(proposal.statements, proposal.passed, names, day),
        "quickstatements.tsv": quickstatements.commands(proposal.statements, day),
        "quickstatements.csv": quickstatements.table(proposal.statements, day),
    }
    for name, text in texts.items():
        with atomic_writer(folder / name) as stream:
            stream.write(text.encode())
    return [folder / name for name in texts]
