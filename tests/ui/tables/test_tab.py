"""What the parts around a table say fits where it stands."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.tables.tab import Hint

WORDS = "“1.5” is not a whole number; posts are whole, 0–99. Abbey is as it was."


def test_a_hint_says_as_much_as_there_is_room_for_and_the_rest_in_its_tip(qtbot: QtBot) -> None:
    hint = Hint("Ready")
    qtbot.addWidget(hint)
    line = hint.fontMetrics().height()
    hint.resize(160, 2 * line + 2)
    hint.show()
    qtbot.waitExposed(hint)
    hint.say(WORDS)
    assert hint.words == hint.toolTip() == hint.accessibleName() == WORDS
    assert hint.text().endswith(" …")
    assert hint.heightForWidth(160) <= hint.height() + 1
    hint.resize(160, 8 * line)
    assert hint.text() == WORDS
    assert hint.toolTip() == ""
