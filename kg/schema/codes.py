"""The codes of every concept scheme, and the few numbers that rules read from them.

Generated from ontology/vocab/ by scripts/regenerate.py; edit the vocabularies, not this file.
"""

from __future__ import annotations

from typing import Final

CODES: Final[dict[str, frozenset[str]]] = {
    "date-kind": frozenset(
        {
            "anniversary-inferred",
            "announced",
            "approved",
            "ended",
            "renewed",
            "signed",
            "started",
            "unknown",
        }
    ),
    "direction": frozenset(
        {
            "a-to-b",
            "b-to-a",
            "both",
            "undirected",
        }
    ),
    "event-kind": frozenset(
        {
            "agreement",
            "agreement-renewal",
            "aid",
            "exchange",
            "fair",
            "festival",
            "flight-opened",
            "forum",
            "investment-project",
            "office-opened",
            "other",
            "school-link",
            "session",
            "sport",
            "trade-mission",
            "twin-anniversary",
            "university-link",
            "visit",
        }
    ),
    "facility-kind": frozenset(
        {
            "border-crossing",
            "confucius-institute",
            "consulate",
            "direct-flight",
        }
    ),
    "finding-kind": frozenset(
        {
            "claim",
            "conflict",
            "gap",
            "guess",
            "inconsistency",
        }
    ),
    "format-kind": frozenset(
        {
            "city-protocol",
            "cross-border-council",
            "cross-years",
            "intergovernmental-commission",
            "interregional-council",
            "programme",
        }
    ),
    "indicator": frozenset(
        {
            "area",
            "area-excl-okrugs",
            "asi-investment-climate-place",
            "exports-non-cis",
            "exports-non-cis-excl-okrugs",
            "exports-total",
            "exports-total-excl-okrugs",
            "fdi-utilised",
            "fixed-capital-investment",
            "fixed-capital-investment-excl-okrugs",
            "foreign-trade-total",
            "gdp",
            "gdp-per-capita",
            "gdp-per-capita-derived",
            "grp-per-capita",
            "grp-per-capita-excl-okrugs",
            "grp-total",
            "grp-total-excl-okrugs",
            "imports-non-cis",
            "imports-non-cis-excl-okrugs",
            "imports-total",
            "imports-total-excl-okrugs",
            "income-per-capita-monthly",
            "income-per-capita-monthly-excl-okrugs",
            "population-census",
            "population-census-rounded",
            "population-estimate",
            "population-jan1",
            "population-jan1-excl-okrugs",
            "population-jan1-precensus",
            "population-jan1-precensus-excl-okrugs",
            "population-urban-census",
            "raex-investment-potential-rank",
            "raex-investment-risk-rank",
            "students-higher-education",
            "students-higher-education-excl-okrugs",
            "trade-with-china",
            "unemployment-rate",
            "unemployment-rate-excl-okrugs",
            "wage-monthly",
            "wage-monthly-excl-okrugs",
        }
    ),
    "level": frozenset(
        {
            "city",
            "city-part",
            "country",
            "county",
            "district",
            "federal-city",
            "first-level",
            "municipal-district",
            "municipality",
            "new-area",
            "prefecture",
            "province",
            "region",
            "second-level",
            "settlement",
        }
    ),
    "macro-region": frozenset(
        {
            "central",
            "central-south-china",
            "east-china",
            "far-eastern",
            "north-caucasian",
            "north-china",
            "northeast-china",
            "northwest-china",
            "northwestern",
            "siberian",
            "southern",
            "southwest-china",
            "ural",
            "volga",
        }
    ),
    "measure": frozenset(
        {
            "business",
            "education-exchange",
            "exchange",
            "exhibitions",
            "information",
            "information-on-mentality",
            "information-on-potential",
            "investment-projects",
            "investment-promotion",
            "media-centre",
            "media-exchange",
            "multilateral-formats",
            "new-contacts",
            "new-forms",
            "new-sister-ties",
            "online-projects",
            "planning",
            "positive-image",
            "prior-agreement-on-fields",
            "recommendations",
            "regional-media-centres",
            "resuming-exchange",
            "road-map",
            "sister-city-programme",
            "tourism-exchange",
            "training-of-journalists",
            "wider-economic-ties",
            "working-settlement",
        }
    ),
    "name-kind": frozenset(
        {
            "derived",
            "historical",
            "long",
            "pinyin",
            "short",
        }
    ),
    "problem": frozenset(
        {
            "border-closure",
            "chinese-dialects",
            "covid-19",
            "cultural-differences",
            "demands-on-hosts",
            "discontinuity",
            "distance-logistics",
            "economic-structure",
            "epidemic",
            "event-restrictions",
            "fading-after-signing",
            "falling-partner-interest",
            "few-investment-projects",
            "fewer-joint-projects",
            "foreign-trade-problems",
            "funding-imbalance",
            "geographic-distance",
            "imperfect-mechanism",
            "inactive-agreements",
            "institutions-law",
            "insufficient-funding",
            "interest-continuity",
            "investment-lag",
            "investment-law",
            "investor-caution",
            "language-barrier",
            "limited-municipal-budget",
            "limited-transport-links",
            "low-domestic-interest",
            "low-media-coverage",
            "low-mutual-interest",
            "low-tourism-awareness",
            "lowered-level-of-contact",
            "mentality-differences",
            "mentality-image",
            "money",
            "municipal-social-mandate",
            "narrow-forms",
            "no-direct-flights",
            "no-economic-effect",
            "no-funding-programme",
            "no-municipal-support-mechanism",
            "no-sister-city-law",
            "people-language",
            "postponed-exchanges",
            "projects-located-abroad",
            "raw-material-focus",
            "shortage-of-language-staff",
            "travel-cost",
            "unanswered-requests",
            "underused-fairs",
            "uneven-fields",
            "weak-customs-infrastructure",
            "weak-image-abroad",
            "weak-legal-framework",
            "weak-logistics-infrastructure",
            "weak-small-business-links",
        }
    ),
    "role": frozenset(
        {
            "country",
            "member",
            "signatory",
        }
    ),
    "source-form": frozenset(
        {
            "copy",
            "extract",
            "mirror",
            "original",
            "reprint",
        }
    ),
    "source-kind": frozenset(
        {
            "article",
            "book",
            "dataset",
            "encyclopedia",
            "municipal-site",
            "news",
            "official-list",
            "official-site",
            "paper",
        }
    ),
    "sphere": frozenset(
        {
            "agriculture",
            "aviation",
            "cinema",
            "culture",
            "ecology",
            "economic",
            "education",
            "energy",
            "health",
            "humanitarian",
            "industry",
            "investment",
            "media",
            "official-contacts",
            "people-to-people",
            "political",
            "publishing",
            "raw-materials",
            "science-technology",
            "small-business",
            "sport",
            "television",
            "tourism",
            "trade",
            "transport-logistics",
            "urban-development",
            "youth",
        }
    ),
    "stage-kind": frozenset(
        {
            "contact",
            "end",
            "intention",
            "partnership",
            "pause",
            "renewal",
            "sister",
        }
    ),
    "stance": frozenset(
        {
            "constructive",
            "critical",
            "declining-activity",
            "descriptive",
            "no-problems",
            "positive",
            "positive-with-reservations",
            "problems-solvable",
            "ready-to-resume",
        }
    ),
    "support": frozenset(
        {
            "documented",
            "reported",
            "stated",
            "weak",
        }
    ),
    "survey-mode": frozenset(
        {
            "in-person",
            "telephone",
            "video-call",
            "written",
        }
    ),
    "tie-kind": frozenset(
        {
            "contact",
            "intention",
            "partner",
            "sister",
            "unknown",
        }
    ),
    "tie-status": frozenset(
        {
            "active",
            "dormant",
            "ended",
            "paused",
            "unknown",
        }
    ),
    "unit": frozenset(
        {
            "cny",
            "cny-million",
            "experts",
            "km2",
            "pairs",
            "percent",
            "persons",
            "place",
            "places",
            "problems",
            "questions",
            "rank-of-85",
            "rub",
            "rub-million",
            "share",
            "sources",
            "thousand-persons",
            "ties",
            "usd-million",
            "year",
            "years",
        }
    ),
}

# What tables on a terminal call the codes that people meet most.
LABELS: Final[dict[str, dict[str, str]]] = {
    "level/city": {
        "en": "city",
        "ru": "город",
        "zh": "城市",
    },
    "level/city-part": {
        "en": "part of a Russian city",
        "ru": "часть российского города",
        "zh": "俄罗斯城市城区",
    },
    "level/country": {
        "en": "country",
        "ru": "страна",
        "zh": "国家",
    },
    "level/county": {
        "en": "county-level unit of China",
        "ru": "уездный уровень КНР",
        "zh": "中国县级行政区",
    },
    "level/district": {
        "en": "urban district of China",
        "ru": "район городского подчинения КНР",
        "zh": "中国市辖区",
    },
    "level/federal-city": {
        "en": "federal city",
        "ru": "город федерального значения",
        "zh": "俄罗斯联邦直辖市",
    },
    "level/first-level": {
        "en": "first-level unit",
        "ru": "территория первого уровня",
        "zh": "一级行政区",
    },
    "level/municipal-district": {
        "en": "municipal district of Russia",
        "ru": "муниципальный район или округ России",
        "zh": "俄罗斯市政区",
    },
    "level/municipality": {
        "en": "municipality of China",
        "ru": "город центрального подчинения",
        "zh": "中国直辖市",
    },
    "level/new-area": {
        "en": "state-level new area of China",
        "ru": "новый район государственного значения КНР",
        "zh": "中国国家级新区",
    },
    "level/prefecture": {
        "en": "prefecture-level unit of China",
        "ru": "окружной уровень КНР",
        "zh": "中国地级行政区",
    },
    "level/province": {
        "en": "province-level unit of China",
        "ru": "провинциальный уровень КНР",
        "zh": "中国省级行政区",
    },
    "level/region": {
        "en": "region of Russia",
        "ru": "субъект Российской Федерации",
        "zh": "俄罗斯联邦主体",
    },
    "level/second-level": {
        "en": "second-level unit",
        "ru": "территория второго уровня",
        "zh": "二级行政区",
    },
    "level/settlement": {
        "en": "settlement",
        "ru": "населённый пункт",
        "zh": "居民点",
    },
    "tie-kind/contact": {
        "en": "contact",
        "ru": "контакт",
        "zh": "接触",
    },
    "tie-kind/intention": {
        "en": "intention",
        "ru": "намерение",
        "zh": "结好意向",
    },
    "tie-kind/partner": {
        "en": "partner tie",
        "ru": "партнёрская связь",
        "zh": "合作伙伴关系",
    },
    "tie-kind/sister": {
        "en": "sister tie",
        "ru": "побратимская связь",
        "zh": "友好城市（省州）关系",
    },
    "tie-kind/unknown": {
        "en": "kind unknown",
        "ru": "вид неизвестен",
        "zh": "类型不明",
    },
    "tie-status/active": {
        "en": "active",
        "ru": "действующая",
        "zh": "活跃",
    },
    "tie-status/dormant": {
        "en": "dormant",
        "ru": "бездействующая",
        "zh": "沉寂",
    },
    "tie-status/ended": {
        "en": "ended",
        "ru": "прекращённая",
        "zh": "终止",
    },
    "tie-status/paused": {
        "en": "paused",
        "ru": "приостановленная",
        "zh": "暂停",
    },
    "tie-status/unknown": {
        "en": "unknown",
        "ru": "состояние неизвестно",
        "zh": "不明",
    },
}

# The tiers of government that a level stands for; partners normally share one.
TIER: Final[dict[str, frozenset[int]]] = {
    "city": frozenset({2, 3}),
    "city-part": frozenset({3}),
    "country": frozenset({0}),
    "county": frozenset({3}),
    "district": frozenset({3}),
    "federal-city": frozenset({1, 2}),
    "first-level": frozenset({1}),
    "municipal-district": frozenset({3}),
    "municipality": frozenset({1, 2}),
    "new-area": frozenset({2, 3}),
    "prefecture": frozenset({2}),
    "province": frozenset({1}),
    "region": frozenset({1}),
    "second-level": frozenset({2}),
    "settlement": frozenset({4}),
}

# Which kind of source is believed first where sources differ.
PRECEDENCE: Final[dict[str, int]] = {
    "article": 6,
    "book": 5,
    "dataset": 8,
    "encyclopedia": 9,
    "municipal-site": 3,
    "news": 7,
    "official-list": 1,
    "official-site": 2,
    "paper": 4,
}

# How far one witness of a kind is relied on, between 0 and 1.
RELIABILITY: Final[dict[str, float]] = {
    "article": 0.65,
    "book": 0.75,
    "dataset": 0.5,
    "encyclopedia": 0.4,
    "municipal-site": 0.85,
    "news": 0.6,
    "official-list": 0.95,
    "official-site": 0.9,
    "paper": 0.8,
}
