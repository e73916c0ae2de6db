"""What the shell says of itself, in three languages."""

from __future__ import annotations

from typing import Final

HELP: Final[dict[str, dict[str, str]]] = {
    "partners-of-place --place Хабаровск": {
        "en": "ask a question of the catalogue; the Tab key shows names and parameters",
        "ru": "задать вопрос из каталога; клавиша Tab подсказывает имена и параметры",
        "zh": "提出目录中的问题；按 Tab 键提示名称和参数",
    },
    "SELECT … { … };": {
        "en": "SPARQL of your own, over several lines; a blank line or ; ends it",
        "ru": "свой запрос SPARQL в несколько строк; его завершает пустая строка или ;",
        "zh": "自己的 SPARQL 查询，可分多行；以空行或分号结束",
    },
    ".help": {"en": "this list", "ru": "этот список", "zh": "显示本列表"},
    ".queries [TAG]": {
        "en": "the catalogue, or the questions with a tag",
        "ru": "каталог или вопросы с меткой",
        "zh": "列出目录，或带有某标签的问题",
    },
    ".explain NAME …": {
        "en": "what a question asks, and its SPARQL",
        "ru": "о чём вопрос и как он записан на SPARQL",
        "zh": "说明问题的内容及其 SPARQL",
    },
    ".lang ru|zh|en": {"en": "language of the answers", "ru": "язык ответов", "zh": "答案的语言"},
    ".format NAME": {
        "en": "format of the answers; auto for the usual one",
        "ru": "формат ответов; auto — обычный",
        "zh": "答案的格式；auto 为默认格式",
    },
    ".limit N|off": {
        "en": "the most rows or triples to show",
        "ru": "сколько строк или триплетов показывать самое большее",
        "zh": "最多显示的行数或三元组数",
    },
    ".quit": {"en": "leave; so does Ctrl-D", "ru": "выйти; также Ctrl-D", "zh": "退出；也可按 Ctrl-D"},
}
HEADINGS: Final = {"en": ("write", "to get"), "ru": ("ввод", "что будет"), "zh": ("输入", "作用")}
GREETING: Final = {
    "en": ".help shows what can be asked; Ctrl-C drops a line, Ctrl-D leaves",
    "ru": ".help — что можно спросить; Ctrl-C отменяет ввод, Ctrl-D — выход",
    "zh": "输入 .help 查看用法；Ctrl-C 取消输入，Ctrl-D 退出",
}
OPEN: Final = {
    "en": "a blank line or ; asks the query; still open: {{ × {count}",
    "ru": "пустая строка или ; отправляет запрос; не закрыто: {{ × {count}",
    "zh": "空行或分号提交查询；尚未闭合：{{ × {count}",
}
READY: Final = {
    "en": "a blank line or ; asks the query",
    "ru": "пустая строка или ; отправляет запрос",
    "zh": "空行或分号提交查询",
}
