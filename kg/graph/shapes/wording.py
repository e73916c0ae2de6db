"""What is said of a broken constraint where its shape has no message of its own.

``{terms}`` and ``{count}`` stand for the values of the parameter. The lines are data: one parameter
of SHACL each, in the languages of :data:`ORDER`.
"""

from __future__ import annotations

from typing import Final

ORDER: Final = ("en", "ru", "zh")

STANDARD: Final = {
    "minCount": (
        "there must be at least {count} value(s)",
        "значений должно быть не меньше {count}",
        "值的数量应不少于 {count} 个",
    ),
    "maxCount": (
        "there must be at most {count} value(s)",
        "значений должно быть не больше {count}",
        "值的数量应不超过 {count} 个",
    ),
    "datatype": (
        "the value must be a well-formed {terms}",
        "значение должно быть правильной записью типа {terms}",
        "该值应是格式正确的 {terms}",
    ),
    "class": (
        "the value must belong to the class {terms}",
        "значение должно относиться к классу {terms}",
        "该值应属于类 {terms}",
    ),
    "nodeKind": (
        "the value must be of the kind {terms}",
        "значение должно быть узлом вида {terms}",
        "该值的节点种类应为 {terms}",
    ),
    "in": (
        "the value is not in the list of allowed values",
        "значения нет в списке допустимых",
        "该值不在允许的取值列表中",
    ),
    "pattern": (
        "the value does not match the pattern {terms}",
        "значение не соответствует шаблону {terms}",
        "该值不符合模式 {terms}",
    ),
    "minInclusive": (
        "the value must be at least {terms}",
        "значение должно быть не меньше {terms}",
        "该值应不小于 {terms}",
    ),
    "maxInclusive": (
        "the value must be at most {terms}",
        "значение должно быть не больше {terms}",
        "该值应不大于 {terms}",
    ),
    "minExclusive": (
        "the value must be greater than {terms}",
        "значение должно быть больше {terms}",
        "该值应大于 {terms}",
    ),
    "maxExclusive": (
        "the value must be less than {terms}",
        "значение должно быть меньше {terms}",
        "该值应小于 {terms}",
    ),
    "minLength": (
        "the text must have at least {count} character(s)",
        "в тексте должно быть не меньше {count} знак(ов)",
        "文本应不少于 {count} 个字符",
    ),
    "maxLength": (
        "the text must have at most {count} character(s)",
        "в тексте должно быть не больше {count} знак(ов)",
        "文本应不超过 {count} 个字符",
    ),
    "languageIn": (
        "the language must be one of: {terms}",
        "язык должен быть одним из: {terms}",
        "语言应为以下之一：{terms}",
    ),
    "uniqueLang": ("two values have the same language", "у двух значений один и тот же язык", "有两个值使用同一种语言"),
    "lessThan": (
        "the value must be less than that of {terms}",
        "значение должно быть меньше значения {terms}",
        "该值应小于 {terms} 的值",
    ),
    "lessThanOrEquals": (
        "the value must not be greater than that of {terms}",
        "значение не должно быть больше значения {terms}",
        "该值不应大于 {terms} 的值",
    ),
    "equals": (
        "the values must be those of {terms}",
        "значения должны совпадать со значениями {terms}",
        "取值应与 {terms} 的取值一致",
    ),
    "disjoint": (
        "the value must not be a value of {terms} too",
        "значение не должно быть и значением {terms}",
        "该值不应同时是 {terms} 的值",
    ),
    "hasValue": ("the value {terms} is missing", "нет обязательного значения {terms}", "缺少必需的值 {terms}"),
    "not": (
        "the value has a shape that it must not have",
        "значение имеет форму, которой у него быть не должно",
        "该值符合了不应符合的形状",
    ),
    "node": (
        "the value does not have the required shape",
        "значение не имеет требуемой формы",
        "该值不符合所要求的形状",
    ),
    "and": (
        "the value does not have all of the required shapes",
        "значение имеет не все требуемые формы",
        "该值未同时符合所要求的全部形状",
    ),
    "or": (
        "the value has none of the allowed shapes",
        "значение не имеет ни одной из допустимых форм",
        "该值不符合任何一种允许的形状",
    ),
    "xone": (
        "the value must have exactly one of the allowed shapes",
        "значение должно иметь ровно одну из допустимых форм",
        "该值应恰好符合一种允许的形状",
    ),
    "closed": (
        "this property is not among those allowed here",
        "это свойство не входит в число допустимых здесь",
        "该属性不在此处允许的属性之列",
    ),
    "qualifiedMinCount": (
        "at least {count} value(s) must have the required shape",
        "требуемую форму должны иметь не меньше {count} значений",
        "应有至少 {count} 个值符合所要求的形状",
    ),
    "qualifiedMaxCount": (
        "at most {count} value(s) may have the given shape",
        "указанную форму могут иметь не больше {count} значений",
        "符合该形状的值应不超过 {count} 个",
    ),
    "sparql": ("the rule of this shape is broken", "правило этой формы нарушено", "违反了该形状的规则"),
}
