"""Waves as arrays, made up with a seed, in which federal districts make up parts and answers have many small counts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kg.survey.report.responses import Asked, Attribute, Responses

ATTRIBUTES = ("part", "district", "level", "border")


def wave(count: int, seed: int, id: str = "w") -> Responses:
    """Respondents with two items of one answer and one of several; some answer less than all."""
    chance = np.random.default_rng(seed)
    district = chance.choice(6, count, p=[0.35, 0.2, 0.15, 0.15, 0.1, 0.05])
    values = {
        "part": district // 3,
        "district": district,
        "level": chance.integers(0, 3, count),
        "border": ((district > 3) & (chance.random(count) < 0.6)).astype(int),
    }
    attributes = [_attribute(name, values[name]) for name in ATTRIBUTES]
    items = [
        _one("trend", chance.choice(5, count, p=[0.4, 0.25, 0.2, 0.1, 0.05]), chance.random(count) < 0.95),
        _one("prospects", (district + chance.integers(0, 2, count)) % 3, np.ones(count, dtype=bool)),
        _many("spheres", chance.random((7, count)) < np.array([[0.5, 0.4, 0.3, 0.2, 0.9, 0.05, 0.02]]).T),
    ]
    return Responses(id, id, "2027", "", count, count, tuple(items), tuple(attributes))


def _attribute(name: str, of: NDArray[np.int64]) -> Attribute:
    present, at = np.unique(of, return_inverse=True)  # a group that nobody is of is not known
    codes = tuple(f"{name}-{number}" for number in present)
    return Attribute(name, name, codes, codes, at.ravel())


def _one(name: str, of: NDArray[np.int64], answered: NDArray[np.bool_]) -> Asked:
    said = np.array([(of == number) & answered for number in range(int(of.max()) + 1)])
    return _item(name, said, is_many=False)


def _many(name: str, said: NDArray[np.bool_]) -> Asked:
    return _item(name, said, is_many=True)


def _item(name: str, said: NDArray[np.bool_], *, is_many: bool) -> Asked:
    codes = tuple(f"{name}-{number}" for number in range(len(said)))
    return Asked(name, 1, name, is_many, codes, codes, said, np.asarray(said.any(axis=0)))


def wave_of_places() -> Responses:
    """Twenty-five respondents whose places have codes of the graph, and a post that not everybody told."""
    parts = np.array([0] * 10 + [1] * 8 + [2] * 7)
    codes = ("european", "asian", "outside")
    districts = ("volga", "ural", "far-eastern", "northeast-china")
    posts = np.arange(25) % 2
    attributes = (
        Attribute("part", "part", codes, codes, parts),
        Attribute("district", "district", districts, districts, np.array([0, 2, 3])[parts]),
    )
    post = _one("post", posts, np.arange(25) > 0)._replace(codes=("head", "deputy-head"))
    spheres = _many("spheres", np.array([posts == 0, posts == 1]))._replace(codes=("trade", "culture"))
    return Responses("w", "w", "2027", "", 25, 3, (post, spheres), attributes)
