"""Places of the workbook's figures as seen from one another, and what is said where one cannot be seen."""

from __future__ import annotations

import pytest

from planner.exchange.write.layout import Filled, Layout, Place, Seen, cell_name, column_letters
from planner.outcome.expressions import Ref
from planner.outcome.formulas import NoPlace


def seen_from(own: Place, **places: Place) -> Seen:
    layout = Layout()
    for name, place in places.items():
        layout.add(name, place)
    return Seen(layout, own)


BY_BCU = Place("BCUs", 8, 5, 16, 1, ("bcu",), (), {"bcu": 0})
BY_YEAR = Place("Savings", 4, 3, 1, 6, (), ("year",), {}, {"year": 3})
GRID = Place("Savings", 20, 3, 16, 6, ("bcu",), ("year",), {"bcu": 0}, {"year": 19})
ROLES = Place("Costs", 30, 1, 9, 16, ("role",), ("bcu",), {"role": 0}, {"bcu": 29})
LIST = Place("Posts", 8, 6, 720, 1, ("bcu", "function", "role"), (), {"bcu": 0, "function": 1, "role": 2})


def test_columns_have_letters_and_cells_names() -> None:
    assert [column_letters(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert cell_name(16, 3) == "D17"


def test_a_cell_in_line_moves_with_the_one_being_written_and_a_single_one_does_not() -> None:
    seen = seen_from(GRID, saving=GRID, boroughs=BY_BCU, gross=BY_YEAR, pay_award=Place("Costs", 5, 1))
    assert seen.one("boroughs") == "BCUs!$F[r-12]"
    assert seen.one("gross") == "[c+0]$5"
    assert seen.one("pay_award") == "Costs!$B$6"
    assert Filled("BCUs!$F[r-12]*[c+0]$5").at(21, 4) == "=BCUs!$F10*E$5"


def test_what_is_not_in_line_has_no_cell() -> None:
    seen = seen_from(BY_BCU, gross=BY_YEAR)
    assert seen.one("gross") is None
    with pytest.raises(NoPlace, match="gross stands nowhere"):
        seen.cell("gross")
    with pytest.raises(NoPlace, match="no place in the workbook"):
        seen.place("net")


def test_a_range_is_whole_moves_or_is_looked_up_by_number() -> None:
    assert seen_from(BY_YEAR, saving=GRID).spread("saving", ("bcu",)) == "[c+0]$21:[c+0]$36"
    assert seen_from(GRID, gross=BY_YEAR).spread("gross", ("year",)) == "$D$5:$I$5"
    assert seen_from(BY_BCU, role_posts=ROLES).spread("role_posts", ("role",)) == "INDEX(Costs!$B$31:$Q$39,0,$A[r+0])"
    assert seen_from(BY_YEAR, role_posts=ROLES).spread("role_posts", ("role",)) is None
    assert seen_from(BY_BCU, posts=LIST).spread("posts", ("function", "role")) is None
    assert seen_from(BY_BCU).spread("posts", ("role",)) is None


def test_a_list_is_picked_by_the_labels_that_the_cell_has() -> None:
    found = seen_from(ROLES, posts=LIST).listed("posts", ("function",), ())
    assert found is not None
    assert found.values == "Posts!$G$9:$G$728"
    assert found.picks == (("Posts!$A$9:$A$728", "[c+0]$30"), ("Posts!$C$9:$C$728", "$A[r+0]"))
    assert seen_from(BY_YEAR, posts=LIST).listed("posts", ("function",), ()) is None
    assert seen_from(ROLES, posts=LIST).listed("posts", ("function",), ("is_officer",)) is None


def test_what_the_layout_lacks_is_said() -> None:
    seen = seen_from(BY_YEAR, gross=BY_YEAR)
    assert seen.to_date("gross") == "$D$5:[c+0]$5"
    assert seen.members(Ref("youth"), "borough") is None
    assert seen.members("youth", "borough") is None
    assert not seen.has_label("bcu")
    with pytest.raises(NoPlace, match="names the bcu"):
        seen.label("bcu")
    with pytest.raises(NoPlace, match="net by year"):
        seen.to_date("net")
    with pytest.raises(NoPlace, match="ranked"):
        seen.ranked(Ref("youth"))
    with pytest.raises(NoPlace, match="year_end"):
        seen.calendar()
