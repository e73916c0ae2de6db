"""The tables of a survey that stand for single people: they are read and checked, and no graph holds a row of them."""

from typing import Annotated, NamedTuple

from kg.base.languages import N_
from kg.schema.columns import Column


class Answer(NamedTuple):
    """One answer of one respondent: an option that was taken, or words. Of it the graph has nothing."""

    survey: Annotated[str, Column(N_("the survey: an id of the table surveys"), "id", "surveys", True, True)]
    respondent: Annotated[str, Column(N_("the pseudonym of who answers"), "id", required=True, key=True)]
    item: Annotated[str, Column(N_("the item of the questionnaire"), "id", required=True, key=True)]
    answer: Annotated[str, Column(N_("the code of the option, the date or the id of the place"), key=True)]
    text: Annotated[str, Column(N_("the answer in words of the respondent"))]
    row: int = 0


class Coding(NamedTuple):
    """The concepts that one coder finds in one free answer; of it the graph has nothing."""

    survey: Annotated[str, Column(N_("the survey, or the file of the texts"), "id", "", True, True)]
    respondent: Annotated[str, Column(N_("the pseudonym of who answers"), "id", required=True, key=True)]
    item: Annotated[str, Column(N_("the item of the questionnaire"), "id", required=True, key=True)]
    coder: Annotated[str, Column(N_("who read the text; settled: what was agreed"), "id", "", True, True)]
    concepts: Annotated[str, Column(N_("concepts found in the text, as scheme/code, parted by ;"), "concepts")]
    row: int = 0
