"""What each problem is called, for people who keep data, in English and Russian.

A message is one line: what is wrong, then what to do. Places in braces are filled from the
problem's details; ``value`` is always there.
"""

from __future__ import annotations

from kg.base.errors import Problem

_SHOWN = 60

MESSAGES: dict[str, dict[str, str]] = {
    "empty-file": {
        "en": "the file is empty; it needs a header row: {columns}",
        "ru": "файл пуст; нужна строка заголовков: {columns}",
    },
    "missing-file": {
        "en": "the file is missing; source.toml names it",
        "ru": "файла нет, хотя он назван в source.toml",
    },
    "byte-order-mark": {
        "en": "the file begins with a byte order mark; save it as plain UTF-8",
        "ru": "файл начинается с метки порядка байтов (BOM); сохраните его как UTF-8 без BOM",
    },
    "encoding": {
        "en": "the text is not UTF-8 (it looks like {guess}); save it as UTF-8",
        "ru": "текст не в UTF-8 (похоже на {guess}); сохраните файл в UTF-8",
    },
    "nul-byte": {
        "en": "the row holds a NUL byte; remove it or export the table again",
        "ru": "в строке есть нулевой байт; удалите его или выгрузите таблицу заново",
    },
    "huge-cell": {
        "en": "a cell holds more than {limit} characters; shorten it",
        "ru": "в ячейке больше {limit} знаков; сократите её",
    },
    "csv": {
        "en": "the row cannot be read as CSV ({reason}); check its quotes",
        "ru": "строка не читается как CSV ({reason}); проверьте кавычки",
    },
    "cell-count": {
        "en": "the row has {found} cells and the header {expected}; check commas and quotes",
        "ru": "в строке {found} ячеек, а в заголовке {expected}; проверьте запятые и кавычки",
    },
    "unknown-column": {
        "en": "no column is called '{value}'; {remedy}",
        "ru": "столбца «{value}» нет; {remedy_ru}",
    },
    "missing-column": {
        "en": "the column '{value}' is missing; add it",
        "ru": "нет столбца «{value}»; добавьте его",
    },
    "double-column": {
        "en": "the column '{value}' stands twice; remove one",
        "ru": "столбец «{value}» повторяется; удалите один",
    },
    "unknown-table": {
        "en": "no kind of table is called '{value}'; {remedy}",
        "ru": "таблицы вида «{value}» нет; {remedy_ru}",
    },
    "required": {
        "en": "the cell is empty; fill it",
        "ru": "ячейка пуста; заполните её",
    },
    "code": {
        "en": "'{value}' is not in the list {scheme}; {remedy}",
        "ru": "«{value}» нет в списке {scheme}; {remedy_ru}",
    },
    "date": {
        "en": "'{value}' is {reason}; write 1993, 1993-02 or 1993-02-28",
        "ru": "«{value}»: {reason_ru}; пишите 1993, 1993-02 или 1993-02-28",
    },
    "number": {
        "en": "'{value}' is not {expected}; write it with digits and a point",
        "ru": "«{value}» – не {expected_ru}; пишите цифрами, с точкой",
    },
    "boolean": {
        "en": "'{value}' is neither true nor false; write one of them or leave the cell empty",
        "ru": "«{value}» – не true и не false; напишите одно из них или оставьте ячейку пустой",
    },
    "shape": {
        "en": "'{value}' is not {expected}; write it like {example}",
        "ru": "«{value}» – не {expected_ru}; пример: {example}",
    },
    "link": {
        "en": "'{value}' is not a web address; it must begin with http:// or https://",
        "ru": "«{value}» – не веб-адрес; он начинается с http:// или https://",
    },
    "unknown-place": {
        "en": "no place is called '{value}'; {remedy}",
        "ru": "места «{value}» нет в справочнике; {remedy_ru}",
    },
    "ambiguous-place": {
        "en": "'{value}' may be {candidates}; write the id or the level",
        "ru": "«{value}» – это может быть {candidates}; укажите id или уровень",
    },
    "unknown-source": {
        "en": "no source is called '{value}'; {remedy}",
        "ru": "источника «{value}» нет; {remedy_ru}",
    },
    "unknown-reference": {
        "en": "no {what} is called '{value}'; {remedy}",
        "ru": "{what_ru} «{value}» нет; {remedy_ru}",
    },
    "duplicate-row": {
        "en": "the row repeats row {first}; remove one",
        "ru": "строка повторяет строку {first}; удалите одну",
    },
    "duplicate-id": {
        "en": "'{value}' is already the {column} of row {first}; give each row its own",
        "ru": "«{value}» уже стоит в строке {first} ({column}); у каждой строки должно быть своё значение",
    },
    "self-tie": {
        "en": "a tie of '{value}' with itself; name the other place",
        "ru": "связь места «{value}» с самим собой; укажите второе место",
    },
    "end-before-start": {
        "en": "the end {value} is before the start {start}; check both",
        "ru": "конец {value} раньше начала {start}; проверьте оба",
    },
    "source-loop": {
        "en": "'{value}' is derived from itself through {chain}; cut the loop",
        "ru": "«{value}» выводится сам из себя через {chain}; разорвите круг",
    },
    "within-loop": {
        "en": "'{value}' lies within itself through {chain}; cut the loop",
        "ru": "«{value}» входит само в себя через {chain}; разорвите круг",
    },
    "row-count": {
        "en": "{found} rows where source.toml expects {least} to {most} ({because}); check the file or the range",
        "ru": "строк {found}, а source.toml ждёт от {least} до {most} ({because}); проверьте файл или границы",
    },
    "settings": {
        "en": "{reason}",
        "ru": "{reason_ru}",
    },
}


def tell(problem: Problem, lang: str = "en") -> str:
    """The problem as one line: where, what, and the remedy.

    >>> tell(Problem("error", "required", "places.csv", 4, "id"))
    'places.csv, row 4, column id: the cell is empty; fill it'
    """
    value = problem.value if len(problem.value) <= _SHOWN else problem.value[:_SHOWN] + "…"
    value = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in value)
    words = {"value": value, "column": problem.column, **dict(problem.details)}
    text = MESSAGES[problem.code]["ru" if lang == "ru" else "en"].format_map(words)
    row, column = ("строка", "столбец") if lang == "ru" else ("row", "column")
    where = problem.file
    where += f", {row} {problem.row}" if problem.row else ""
    where += f", {column} {problem.column}" if problem.column else ""
    return f"{where}: {text}" if where else text
