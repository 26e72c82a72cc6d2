"""Scenarios: copying, naming, removing, freezing, comparing, rebasing; and what is decided for all boroughs at once."""

from __future__ import annotations

from planner.scenario.decisions import (
    TEAM_PRESETS,
    duplicate_scenario,
    freeze_scenario,
    nominate_evenly,
    remove_scenario,
    rename_scenario,
    set_baseline,
    set_note,
    team_preset,
    unfreeze_scenario,
)
from planner.views.rebase import Moved, moved
from ui.actions.base import UserAction
from ui.dialogs.ask import ask
from ui.dialogs.note import ask_note
from ui.dialogs.rebase import show_effects


class DuplicateScenario(UserAction):
    """Copy the scenario shown into one that can be changed."""

    id, text, short, shortcut = "duplicate_scenario", "&Duplicate scenario", "Duplicate", "Ctrl+D"
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


class FreezeScenario(UserAction):
    """Keep the scenario shown as it is; or let decisions about it be made again."""

    id, text = "freeze_scenario", "&Freeze scenario"
    tip = "Keep the scenario and its figures as they are; a copy can be changed"

    @property
    def _is_frozen(self) -> bool:
        return self.document.scenario.frozen is not None

    def label(self) -> str:
        return "Un&freeze scenario" if self._is_frozen else self.text

    def enabled(self) -> bool:
        return self._is_frozen or self.can_change

    def run(self) -> None:
        if self._is_frozen:
            self.document.decide(unfreeze_scenario, initiator=self)
        else:
            self.document.decide(freeze_scenario, self.document.session.record(), initiator=self)


class CompareScenarios(UserAction):
    """Show scenarios side by side."""

    id, text, shortcut = "compare_scenarios", "Com&pare scenarios…", "Ctrl+Shift+D"
    tip = "Two scenarios or more side by side: figures, map, bridge and decisions"

    def enabled(self) -> bool:
        return len(self.document.plan.scenarios) > 1

    def run(self) -> None:
        self.window.beside.show_comparison()


class _Moved(UserAction):
    """What is done about a baseline that moved."""

    @property
    def moved(self) -> Moved | None:
        """The newer baseline, where there is one."""
        session = self.document.session
        return moved(session.plan, self.document.scenario.id, session.history)

    def enabled(self) -> bool:
        return self.document.newer_baseline is not None


class RebaseEffects(_Moved):
    """Show what the newer baseline changes."""

    id, text, short = "rebase_effects", "Effects of the ne&wer baseline…", "Effects…"
    tip = "What each change of the baseline alone does to posts and pounds"

    def run(self) -> None:
        found = self.moved
        if found is not None:
            show_effects(self.document, found, self.window, self)


class Rebase(_Moved):
    """Hold the scenario against the newer baseline."""

    id, text, short = "rebase", "Re&base on the newer baseline", "Rebase"
    tip = "Hold the scenario against the newer baseline, as one step"

    def run(self) -> None:
        found = self.moved
        if found is not None:
            self.document.decide(set_baseline, found.baseline, initiator=self)


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
