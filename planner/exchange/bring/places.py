"""Ward posts, and the baseline's posts by borough, function and role."""

from __future__ import annotations

from collections.abc import Callable

from planner.area.build import cell_index
from planner.exchange.bring.work import Work, as_kept
from planner.exchange.columns import CellValue
from planner.exchange.problems import Reason
from planner.exchange.tables import BASELINE, WARDS
from planner.scenario.decisions import values
from planner.scenario.decisions.step import Refused
from planner.words.numbers import quoted, whole
from planner.words.vocabulary import Function, Role

_SUMS = frozenset(cell_index(Function.NEIGHBOURHOODS, role) for role in (Role.DWO, Role.PCSO))
"""Cells of a borough's baseline that are the sums of its wards' posts."""


def bring_wards(work: Work) -> None:
    """Posts, vacancies, ring fence and abstraction of each ward on the sheet."""
    for given in work.rows(WARDS.name):
        code = given.key[0]
        at = work.area.ward_index.get(code)
        if at is None:
            text = f"{quoted(code)} is not a ward of {work.area.name}: the row is not taken."
            work.tell(given, "", Reason.ROW, text)
            continue
        name = work.area.wards[at].name
        for field, words in (("dwo", "DWO posts"), ("pcso", "PCSO posts"), ("vacancies", "DWO vacancies")):
            for posts in work.take(
                given, field, ("ward", code, field), _whole(f"{words} of {name}", values.WARD_POSTS)
            ):
                work.wards[field][at] = posts
        for ring_fenced in work.take(given, "ring_fenced", ("ward", code, "ring_fenced"), _yes_no(name)):
            work.wards["ring_fenced"][at] = ring_fenced
        for share in work.take(given, "abstraction", ("ward", code, "abstraction"), _share(name)):
            work.wards["abstraction"][at] = as_kept(share, work.wards["abstraction"][at])


def bring_baseline(work: Work) -> None:
    """Posts before the merger. Those of wards are their wards' sum, and cannot be changed by borough."""
    for given in work.rows(BASELINE.name):
        borough, function, role = given.key
        row = work.posts.get(borough)
        if row is None:
            text = f"{quoted(borough)} is not a policed borough of {work.area.name}: the row is not taken."
            work.tell(given, "", Reason.ROW, text)
            continue
        name = work.area.borough_by_code[borough].name
        at = cell_index(values.function(function), values.role(role))
        key = ("posts", borough, function, role)
        sum_of_wards = row[at] if at in _SUMS else None
        check = _baseline_posts(f"{function} {role} posts of {name} in the baseline", sum_of_wards)
        for posts in work.take(given, "posts", key, check):
            row[at] = posts


def _baseline_posts(what: str, sum_of_wards: int | None) -> Callable[[CellValue], int]:
    def check(found: CellValue) -> int:
        posts = values.whole(found, what, values.CELL_POSTS)
        if sum_of_wards is not None and posts != sum_of_wards:
            raise Refused(
                f"{what} are the sum of its wards’, {whole(sum_of_wards)}: they cannot be changed by borough."
            )
        return posts

    return check


def _whole(what: str, most: int) -> Callable[[CellValue], int]:
    return lambda found: values.whole(found, what, most)


def _yes_no(name: str) -> Callable[[CellValue], bool]:
    def check(found: CellValue) -> bool:
        if not isinstance(found, bool):
            raise Refused(f"The ring fence of {name} is yes or no.")
        return found

    return check


def _share(name: str) -> Callable[[CellValue], float]:
    return lambda found: values.number(found, f"The abstraction of {name}, as a share,", 0, 1)
