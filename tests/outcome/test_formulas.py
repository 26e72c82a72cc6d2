"""The third reader of the equations: text of cell formulas over a layout small enough to read."""

from __future__ import annotations

import pytest

from planner.outcome.equations import BY_NAME
from planner.outcome.expressions import (
    Choose,
    DaysLive,
    Expr,
    Floor,
    LookUp,
    Rank,
    Ref,
    Round,
    Sum,
    SumOfBoroughs,
    SumOfWards,
    SumToDate,
    wrap,
)
from planner.outcome.formulas import Listed, NoPlace, formula, formula_of, rank_key


class Toy:
    """A layout in which a figure's cell is called after it: gross stands at <gross>, its range at <gross:year>."""

    def __init__(self, *without: str, parts: dict[Expr, str] | None = None, lists: tuple[str, ...] = ()) -> None:
        self._without = without
        self._parts = parts or {}
        self._lists = lists

    def one(self, name: str) -> str | None:
        return None if name in self._without else f"<{name}>"

    def part(self, expr: Expr) -> str | None:
        return self._parts.get(expr)

    def spread(self, name: str, over: tuple[str, ...]) -> str | None:
        return None if name in (*self._without, *self._lists) else f"<{name}:{'.'.join(over)}>"

    def listed(self, name: str, over: tuple[str, ...], flags: tuple[str, ...]) -> Listed | None:
        picks = [("<roles>", "<role>"), *((f"<{flag}>", "1") for flag in flags)]
        return Listed(f"<all {name}>", tuple(picks)) if name in self._lists else None

    def members(self, of: str | Expr, dim: str) -> Listed | None:
        name = of if isinstance(of, str) else self._parts.get(of)
        return Listed(f"<all {name}>", ((f"<its {dim}>", "<mine>"),)) if name not in (None, *self._without) else None

    def to_date(self, name: str) -> str:
        return f"<{name} to date>"

    def ranked(self, expr: Expr) -> tuple[str, str, str]:
        return "<own>", "<all>", "<so far>"

    def calendar(self) -> tuple[str, str]:
        return "<end>", "<days>"


a, b, c = Ref("gross"), Ref("net"), Ref("live")


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        (a + b, "<gross>+<net>"),
        (a - (b + c), "<gross>-(<net>+<live>)"),
        ((a - b) * c, "(<gross>-<net>)*<live>"),
        (a * b + c, "<gross>*<net>+<live>"),
        (a / (b * c), "<gross>/(<net>*<live>)"),
        (1 + a, "1+<gross>"),
        ((1 + a) ** b, "(1+<gross>)^<net>"),
        (a * (1 - b), "<gross>*(1-<net>)"),
        ((a <= b) * (b <= c), "(<gross><=<net>)*(<net><=<live>)"),
        (Choose(a > 0, b, wrap(0)), "IF(<gross>>0,<net>,0)"),
        (Round(a), "ROUND(ROUND(<gross>,9),0)"),
        (Round(a * b, 2), "ROUND(ROUND(<gross>*<net>,6),2)"),
        (Floor(a), "INT(ROUND(<gross>,9))"),
        (DaysLive(a), "IF(ISNUMBER(<gross>),MAX(0,MIN(<days>,<end>-<gross>+1)),0)"),
        (Sum(a, ("year",)), "SUM(<gross:year>)"),
        (Sum(a - b, ("year",)), "SUM(<gross:year>)-SUM(<net:year>)"),
        (Sum(a * b, ("year",)), "SUMPRODUCT(<gross:year>,<net:year>)"),
        (0 - Sum(a, ("year",)), "0-SUM(<gross:year>)"),
        (SumToDate(a), "SUM(<gross to date>)"),
        (LookUp(a, b), "INDEX(<gross:year>,1+<net>)"),
        (Rank(a), "SUMPRODUCT(1*(<all>><own>))+COUNTIF(<so far>,<own>)"),
        (SumOfBoroughs(Ref("youth")), "SUMIFS(<all youth>,<its borough>,<mine>)"),
        (SumOfBoroughs(Ref("one")), "COUNTIF(<its borough>,<mine>)"),
        (SumOfWards(Ref("dwo")), "SUMIFS(<all dwo>,<its ward>,<mine>)"),
    ],
)
def test_each_operation_has_its_text(expr: Expr, text: str) -> None:
    assert formula(expr, Toy()) == text


def test_what_one_range_cannot_multiply_cell_by_cell_is_multiplied_across() -> None:
    text = formula(Sum(Ref("role_overridden") * Ref("full_cost"), ("bcu", "role")), Toy())
    assert text == "SUMPRODUCT(<role_overridden:bcu.role>*<full_cost:bcu.role>)"


def test_a_long_list_is_summed_by_its_labels_and_flags() -> None:
    toy = Toy(lists=("posts_kept", "is_officer"))
    assert formula(Sum(Ref("posts_kept"), ("borough",)), toy) == "SUMIFS(<all posts_kept>,<roles>,<role>)"
    flagged = Sum(Ref("posts_kept") * Ref("is_officer"), ("function", "role"))
    assert formula(flagged, toy) == "SUMIFS(<all posts_kept>,<roles>,<role>,<is_officer>,1)"


def test_an_equation_without_a_place_is_read_in_its_stead() -> None:
    assert formula(Ref("live") * Ref("gross"), Toy("live")) == "<days_live>/<days>*<gross>"
    assert formula(Ref("gross") / Ref("live"), Toy("live")) == "<gross>/(<days_live>/<days>)"


def test_a_part_that_the_layout_shows_is_pointed_at_but_not_where_it_is_written_itself() -> None:
    part = a * b
    toy = Toy(parts={part: "<shown>"})
    assert formula(part + c, toy) == "<shown>+<live>"
    assert formula(part, toy) == "<gross>*<net>"


def test_what_is_ranked_is_compared_to_nine_decimals() -> None:
    assert rank_key(a - b, Toy()) == "ROUND(<gross>-<net>,9)"


@pytest.mark.parametrize(
    "expr",
    [
        Ref("dwo") + 1,
        Sum(Ref("dwo"), ("ward",)),
        Sum(Ref("dwo") * Ref("pcso"), ("ward",)),
        Sum(Round(Ref("dwo")), ("ward",)),
        SumOfWards(Ref("dwo")),
        LookUp(Ref("dwo"), a),
        SumToDate(a + b),
        LookUp(a + b, a),
    ],
)
def test_what_stands_nowhere_is_a_fault_of_the_layout(expr: Expr) -> None:
    with pytest.raises(NoPlace):
        formula(expr, Toy("dwo"))


def test_an_input_has_no_formula() -> None:
    with pytest.raises(NoPlace, match="given"):
        formula_of("dwo", Toy())


def test_every_equation_has_a_text_in_one_line() -> None:
    for name, definition in BY_NAME.items():
        if hasattr(definition, "expr"):
            text = formula_of(name, Toy(parts={Ref("crimes") * Ref("spread_of_borough"): "<crime distance>"}))
            assert "\n" not in text
            assert text.count("(") == text.count(")")
