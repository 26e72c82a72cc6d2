"""One question, made ready: the blocks its terms allow, what each costs for each aim, and the programme over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from planner.area.types import Area, Baseline
from planner.outcome.evaluate import evaluate_batch
from planner.outcome.response import exposure
from planner.scenario.types import Bcu, Scenario
from planner.suggest.asking import check_terms
from planner.suggest.graph import Graph, bits
from planner.suggest.measures import by_borough, posts_by_borough
from planner.suggest.programme import Ok, Programme, Whole
from planner.suggest.shape import shape_of
from planner.suggest.terms import Aim, Cancelled, Terms, never
from planner.words.frozen_map import FrozenMap
from planner.words.vocabulary import Terms as PriceTerms

EXPOSURE_PLACES = 10_000
"""Response exposure is compared at 4 decimals, as rule G5 does."""
_DECIMETRES = 10
MOVES = 64
"""What moves is compared as posts × 64 and one for each borough: the fewest posts, and then the fewest boroughs."""


class Problem:
    """The question of one area, baseline, scenario and terms. Everything is worked out when it is first asked for.

    Blocks are sets of boroughs (bits in the sweep's order), ascending; costs are whole numbers by block, the less the
    better: people or posts times the number of BCUs for a deviation, decimetres for an outline, pence for a saving,
    ten-thousandths for response exposure. Raises SuggestError for terms that cannot be asked, and TooLarge.
    """

    def __init__(
        self,
        area: Area,
        baseline: Baseline,
        scenario: Scenario,
        terms: Terms,
        prices: PriceTerms = PriceTerms.REAL,
        cancelled: Cancelled = never,
    ) -> None:
        check_terms(area, scenario, terms)
        self.area, self.baseline, self.scenario, self.terms = area, baseline, scenario, terms
        self.prices = prices
        self.cancelled = cancelled
        self.shape = shape_of(area, scenario, terms)
        self.graph: Graph = self.shape.graph
        self.place = self.shape.place

    @property
    def blocks(self) -> list[int]:
        """The joined sets of boroughs that may be one BCU under the terms."""
        return self.shape.blocks

    @property
    def locked_in(self) -> dict[str, int]:
        """The locked boroughs of each BCU that has any."""
        return self.shape.locked_in

    def bits_of(self, codes: Iterable[str]) -> int:
        """Boroughs as a set of bits."""
        return self.shape.bits_of(codes)

    def codes_of(self, block: int) -> tuple[str, ...]:
        """The boroughs of a set, in code order."""
        return tuple(sorted(self.graph.units[i] for i in bits(block)))

    @cached_property
    def members(self) -> Whole:
        """Blocks × boroughs in the sweep's order: 1 where the block holds the borough."""
        sets = np.array(self.blocks, dtype=np.uint64 if len(self.graph.units) <= 64 else object)
        places = np.arange(len(self.graph.units), dtype=np.uint64)
        return ((sets[:, None] >> places[None, :]) & np.uint64(1)).astype(np.int64)

    @property
    def programme(self) -> Programme:
        """The programme over all blocks. Raises TooLarge."""
        return self.shape.programme(self.cancelled)

    @cached_property
    def weights(self) -> Whole:
        """The chosen measure of each borough, in the sweep's order."""
        found = by_borough(self.area, self.baseline, self.scenario, self.terms.measure)
        return np.array([found[code] for code in self.graph.units], dtype=np.int64)

    @cached_property
    def total(self) -> int:
        """The chosen measure of all boroughs."""
        return int(self.weights.sum())

    @cached_property
    def measured(self) -> Whole:
        """The chosen measure of each block."""
        found: Whole = self.members @ self.weights
        return found

    def ok(self, k: int) -> Ok:
        """Which blocks keep every BCU within the deviation asked for, at k BCUs; all of them when none is asked."""
        if self.terms.within is None:
            return np.ones(len(self.blocks), dtype=bool)
        limit = int(np.floor(self.terms.within * self.total + 1e-9))
        found: Ok = np.abs(k * self.measured - self.total) <= limit
        return found

    def cost(self, aim: Aim, k: int) -> Whole:
        """What each block costs for an aim at k BCUs. For spread it is the measure itself."""
        if aim is Aim.DEVIATION:
            return np.abs(k * self.measured - self.total)
        if aim is Aim.LARGEST:
            return k * self.measured - self.total
        if aim is Aim.SPREAD:
            return self.measured
        return self._fixed_cost(aim)

    def _fixed_cost(self, aim: Aim) -> Whole:
        if aim is Aim.OUTLINE:
            return self._outline
        if aim is Aim.SAVING:
            return self._saving
        if aim is Aim.EXPOSURE:
            return self._exposure
        raise ValueError(f"{aim} has no cost by block alone")

    @cached_property
    def borders(self) -> Whole:
        """Shared border of each pair of boroughs in decimetres, in the sweep's order."""
        found = np.zeros((len(self.place), len(self.place)), dtype=np.int64)
        for x in self.area.borders:
            if x.a in self.place and x.b in self.place:
                a, b = self.place[x.a], self.place[x.b]
                found[a, b] = found[b, a] = round(x.shared_m * _DECIMETRES)
        return found

    @cached_property
    def _outline(self) -> Whole:
        """Border of each block with other boroughs: each border between two BCUs is counted from both sides."""
        rows = self.members @ self.borders
        found: Whole = (rows * (1 - self.members)).sum(axis=1)
        return found

    @cached_property
    def _exposure(self) -> Whole:
        return np.array([self.exposure_of(self.codes_of(block)) for block in self.blocks], dtype=np.int64)

    def exposure_of(self, codes: Sequence[str]) -> int:
        """Response exposure of one BCU in ten-thousandths; nought where it cannot be said."""
        found = exposure(self.area, codes)
        return 0 if found is None else round(found.value * EXPOSURE_PLACES)

    @cached_property
    def _saving(self) -> Whole:
        return -self.savings_of([self.codes_of(block) for block in self.blocks])

    def savings_of(self, sets: Sequence[tuple[str, ...]]) -> Whole:
        """Full-year saving of each set of boroughs as one BCU, in pence, by the model's own equations.

        Overrides are left out: they belong to a BCU of the present scenario, and a block may become any.
        """
        latest = max((b.go_live for b in self.scenario.bcus.values() if b.go_live is not None), default=None)
        one = replace(
            self.scenario,
            bcus=FrozenMap({"X": Bcu("X", "X", "blue-1", latest)}),
            assignment=FrozenMap(),
            overrides=FrozenMap(),
        )
        cases = np.full((len(sets), len(self.place)), -1, dtype=np.int64)
        for i, codes in enumerate(sets):
            cases[i, [self.area.borough_index[code] for code in codes]] = 0
        found = evaluate_batch(self.area, self.baseline, one, cases, self.prices, wanted=("full_saving_of_bcu",))
        pence: Whole = np.round(found["full_saving_of_bcu"][:, 0] * 100).astype(np.int64)
        return pence

    @cached_property
    def posts(self) -> dict[str, int]:
        """Baseline posts of each borough: what a moved borough weighs."""
        return posts_by_borough(self.baseline)

    def shown(self, aim: Aim, number: int) -> float:
        """The value of an aim as people read it, from the whole number maps are compared by.

        A deviation and a spread are shares of the mean; an outline is metres; a saving pounds; exposure a ratio.
        """
        if aim in (Aim.DEVIATION, Aim.LARGEST, Aim.SPREAD):
            return number / self.total if self.total else 0.0
        if aim is Aim.OUTLINE:
            return number / (2 * _DECIMETRES)
        if aim is Aim.SAVING:
            return -number / 100
        if aim is Aim.EXPOSURE:
            return number / EXPOSURE_PLACES
        return float(number // MOVES)
