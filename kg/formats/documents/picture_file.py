"""A drawing as a file by itself."""

from __future__ import annotations

from io import BytesIO

from kg.formats.documents.pdf import compiled, missing, weighed

_DRAWN = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1mm)
"""
_PPI = 220  # what Word keeps of a picture when it saves


def picture_file(svg: str, width_mm: int, form: str) -> bytes:
    """It as ``svg``, ``png`` or ``pdf``, the same bytes for the same drawing, as wide as it stands on paper.

    Raises :class:`KgError` where the extra for documents is missing, which SVG does without.
    """
    if form == "svg":
        return svg.encode()
    inputs = {"svg": weighed(svg), "width": str(width_mm)}
    if form == "png":
        return _in_palette(compiled(_DRAWN, format=form, sys_inputs=inputs, ppi=_PPI))
    return compiled(_DRAWN, format=form, sys_inputs=inputs)


def _in_palette(png: bytes) -> bytes:
    """The picture in 256 colours, a quarter of the bytes: by octree, which keeps a colour that few lines have, too."""
    try:
        from PIL import Image  # noqa: PLC0415 (a part of an extra)
    except ImportError:
        raise missing("png", "pillow") from None
    image, out = Image.open(BytesIO(png)).convert("RGB"), BytesIO()
    image.quantize(256, Image.Quantize.FASTOCTREE).save(out, "PNG", dpi=(_PPI, _PPI))
    return out.getvalue()
