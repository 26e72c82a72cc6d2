"""Scenarios: copying, naming, removing; and what is decided for all boroughs at once."""

from __future__ import annotations

from planner.scenario.decisions import (
    TEAM_PRESETS,
    duplicate_scenario,
    nominate_evenly,
    remove_scenario,
    rename_scenario,
    set_note,
    team_preset,
)
from ui.actions.base import UserAction
from ui.dialogs.ask import ask
from ui.dialogs.note import ask_note


class DuplicateScenario(UserAction):
    """Copy the scenario shown into one that can be changed."""

    id, text, shortcut = "duplicate_scenario", "&Duplicate scenario", "Ctrl+D"
    tip = "Copy the scenario shown, and show the copy"

    def run(self) -> None:
        self.document.decide(duplicate_scenario, initiator=self)


class RenameScenario(UserAction):
    """Give the scenario another name."""

    id, text = "rename_scenario", "&Rename scenario…"

    def enabled(self) -> bool:
        return self.can_change

    def run(self) -> None:
        scenario, plan = self.document.scenario, self.document.plan

        def check(values: list[str]) -> object:
            return rename_scenario(plan, scenario.id, values[0])

        found = ask("Rename scenario", [("Name", scenario.name)], "Rename", check, self.window)
        if found is not None:
            self.document.decide(rename_scenario, found[0], initiator=self)


class SetNote(UserAction):
    """Say something of the scenario, to be read where its name is."""

    id, text = "scenario_note", "Scenario no&te…"
    tip = "Write a note to the scenario shown; it is read under the pointer on its name"

    def enabled(self) -> bool:
        return self.can_change

    def run(self) -> None:
        scenario, plan = self.document.scenario, self.document.plan
        found = ask_note(scenario.name, scenario.note, lambda text: set_note(plan, scenario.id, text), self.window)
        if found is not None:
            self.document.decide(set_note, found, initiator=self)


class RemoveScenario(UserAction):
    """Remove the scenario shown."""

    id, text = "remove_scenario", "Re&move scenario"
    tip = "Remove the scenario shown; undo brings it back"

    def enabled(self) -> bool:
        return self.can_change and len(self.document.plan.scenarios) > 1

    def run(self) -> None:
        self.document.decide(remove_scenario, initiator=self)


class NominateEvenly(UserAction):
    """Nominate a superintendent for every borough that has none."""

    id, text = "nominate_evenly", "&Nominate superintendents evenly"
    tip = "One of its BCU's superintendents for every borough, each for as few as can be"

    def enabled(self) -> bool:
        return self.can_change

    def run(self) -> None:
        self.document.decide(nominate_evenly, initiator=self)


class _TeamPreset(UserAction):
    """Set the ward-team minimums."""

    preset: str
    checkable = True

    def enabled(self) -> bool:
        return self.can_change

    def checked(self) -> bool:
        rules = self.document.scenario.rules
        return (rules.get("W1.minimum"), rules.get("W2.minimum")) == TEAM_PRESETS[self.preset]

    def run(self) -> None:
        self.document.decide(team_preset, self.preset, initiator=self)


class Team2017(_TeamPreset):
    """The ward team since 2017."""

    id, text, preset = "team_2017", "Ward team of &2017: 2 DWOs + 1 PCSO", "2+1"


class Team2013(_TeamPreset):
    """The ward team of 2013 to 2016."""

    id, text, preset = "team_2013", "Ward team of 201&3–2016: 1 DWO + 1 PCSO", "1+1"


class TeamBefore(_TeamPreset):
    """The ward team before 2013."""

    id, text, preset = "team_before", "Ward team &before 2013: 2 DWOs + 3 PCSOs", "2+3"
    tip = "It had a sergeant too, which is shown and not ruled"
