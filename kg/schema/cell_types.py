"""What the cells of many tables hold alike: each a type with its column."""

from typing import Annotated

from kg.base.dates import PartialDate
from kg.base.languages import N_
from kg.schema.columns import Column

Strings = tuple[str, ...]
Date = PartialDate | None

_NAMES = N_("the name in Russian"), N_("the name in English"), N_("the name in Chinese")
TEXTS = N_("the text in Russian"), N_("the text in English"), N_("the text in Chinese")
NameRu = Annotated[str, Column(_NAMES[0], "name")]
NameEn = Annotated[str, Column(_NAMES[1], "name")]
NameZh = Annotated[str, Column(_NAMES[2], "name")]
NeededRu = Annotated[str, Column(_NAMES[0], "name", required=True)]
NeededEn = Annotated[str, Column(_NAMES[1], "name", required=True)]
NeededZh = Annotated[str, Column(_NAMES[2], "name", required=True)]
TextRu = Annotated[str, Column(TEXTS[0], required=True)]
TextEn = Annotated[str, Column(TEXTS[1], required=True)]
TextZh = Annotated[str, Column(TEXTS[2])]
Id = Annotated[str, Column(N_("the name of the row in other tables and in its address"), "id", required=True, key=True)]
Stated = Annotated[str, Column(N_("the source that says so: an id of the table sources"), "source", required=True)]
STATED = N_("the sources that say so: ids of the table sources, parted by ;")
StatedMany = Annotated[Strings, Column(STATED, "sources", required=True)]
Locator = Annotated[str, Column(N_("page, row or paragraph of the source"))]
NeededLocator = Annotated[str, Column(N_("page, row or paragraph of the source"), required=True)]
Note = Annotated[str, Column(N_("what else is worth knowing, in any language"))]
Spheres = Annotated[Strings, Column(N_("spheres of cooperation, parted by ;"), "list-of-codes", "sphere")]
PLACE = N_("the place: its id or a name of it")
PlaceKey = Annotated[str, Column(PLACE, "place", required=True, key=True)]
InSurvey = Annotated[str, Column(N_("the survey in which it was said"), "id", "surveys")]
