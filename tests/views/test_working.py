"""A working-out in words, for the panel and for a terminal."""

from __future__ import annotations

from dataclasses import replace

from planner.outcome.explain import LeftOut, explain
from planner.views.working_out import working_text
from planner.views.working_panel import left_out_words
from tests.views.plans import outcome


def test_noughts_are_one_line_and_say_where() -> None:
    text = working_text(outcome(), "officers_in_all")
    assert text.count("Officer posts kept") == 1
    assert text.splitlines()[-1].strip() == "Officer posts kept: nought in 32 boroughs."


def test_noughts_of_several_kinds_are_counted() -> None:
    working = explain(outcome(), "gross[2016/17]")
    assert left_out_words(working) == ("10 parts that are nought are left out.",)
    one = replace(working, left_out=(LeftOut(1), LeftOut(1, "Officer posts", "bcu")))
    assert left_out_words(one) == ("1 part that is nought is left out.", "Officer posts: nought in 1 BCU.")
    assert left_out_words(replace(working, left_out=())) == ()


def test_effective_dwos_carry_their_unit() -> None:
    assert working_text(outcome(), "effective[E05000026]").splitlines()[0].endswith(": 2 effective DWOs")
