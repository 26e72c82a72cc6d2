"""How a figure is worked out, as text for a terminal, as deep as asked; and the list of what can be asked for."""

from __future__ import annotations

from planner.outcome.equations import BY_NAME
from planner.outcome.evaluate import Outcome
from planner.outcome.explain import Line, Term, Working, explain
from planner.outcome.quantities import EFFECTIVE, METRES, POSTS, WARDS, Equation
from planner.views.working_panel import left_out_words

INDENT = "  "
COUNTED = (POSTS, EFFECTIVE, WARDS, METRES, "boroughs", "people", "days", "crimes")


def working_text(outcome: Outcome, figure: str, depth: int = 1) -> str:
    """The working-out of a figure, and of the figures in it `depth` − 1 levels further down.

    A figure met again is not worked out a second time. Raises FigureError.
    """
    lines: list[str] = []
    _write(outcome, explain(outcome, figure), depth, 0, lines, set())
    return "\n".join(lines)


def text_of(working: Working) -> str:
    """A working-out already made, as text."""
    return "\n".join([*_head(working), *_terms(working)])


def figure_list(outcome: Outcome) -> str:
    """Every figure that can be asked for, one a line: how it is named, what it is, its unit."""
    rows = [(_named(e), e.label, e.unit) for e in BY_NAME.values() if isinstance(e, Equation)]
    wide = max(len(name) for name, _, _ in rows)
    labels = max(len(label) for _, label, _ in rows)
    listed = [f"{name:<{wide}}  {label:<{labels}}  {unit}" for name, label, unit in sorted(rows)]
    keys = [f"{dim}: {_some(outcome.members[dim])}" for dim in ("bcu", "borough", "function", "role", "year", "target")]
    return "\n".join([*listed, "", "Keys:", *(INDENT + key for key in keys), f"{INDENT}ward: codes such as E05000026"])


def _some(members: tuple[str, ...]) -> str:
    if not members:
        return "none in this scenario"
    return ", ".join(members[:12]) + (f" and {len(members) - 12} more" if len(members) > 12 else "")


def _named(equation: Equation) -> str:
    return f"{equation.name}[{','.join(equation.dims)}]" if equation.dims else equation.name


def _write(outcome: Outcome, working: Working, depth: int, level: int, lines: list[str], seen: set[str]) -> None:
    seen.add(working.figure)
    pad = INDENT * 2 * level
    if lines:
        lines.append("")
    lines.extend(pad + line for line in [*_head(working), *_terms(working)])
    if depth <= 1:
        return
    for line in working.lines:
        for term in line.terms:
            if term.figure not in seen and _is_worked_out(term):
                _write(outcome, explain(outcome, term.figure), depth - 1, level + 1, lines, seen)


def _head(working: Working) -> list[str]:
    place = f", {working.place}" if working.place else ""
    about = [working.figure, *([working.terms_in_words] if working.terms_in_words else []), working.status.value]
    head = [f"{working.label}{place}: {working.shown}{_unit(working.unit)}", f"{INDENT}{' · '.join(about)}"]
    head.append(f"{INDENT}{working.words}")
    if working.source:
        head.append(f"{INDENT}Source: {working.source}")
    return head


def _unit(unit: str) -> str:
    """The unit where the value as read does not carry it already."""
    return f" {unit}" if unit in COUNTED else ""


def _terms(working: Working) -> list[str]:
    rows = [row for line in working.lines for row in _rows(line)]
    if not rows:
        return []
    wide = max(len(label) for label, _, _ in rows)
    figures = max(len(shown) for _, shown, _ in rows)
    listed = [f"{INDENT * 2}{label:<{wide}}  {shown:>{figures}}  {about}".rstrip() for label, shown, about in rows]
    return [*listed, *(INDENT * 2 + words for words in left_out_words(working))]


def _rows(line: Line) -> list[tuple[str, str, str]]:
    if not line.label:
        return [(_term_label(term), term.shown, _about(term)) for term in line.terms]
    if len(line.terms) == 1 and line.terms[0].figure:
        return [(line.label, line.shown, line.terms[0].figure)]
    inside = [(f"{INDENT}{_term_label(term)}", term.shown, _about(term)) for term in line.terms]
    return [(line.label, line.shown, ""), *inside]


def _term_label(term: Term) -> str:
    return f"{term.label}, {term.place}" if term.place else term.label


def _is_worked_out(term: Term) -> bool:
    """Whether the term can be asked for and has terms of its own."""
    return isinstance(BY_NAME.get(term.figure.partition("[")[0]), Equation)


def _about(term: Term) -> str:
    """How to ask for a term in turn; an input says its status and source instead, since nothing is behind it."""
    if _is_worked_out(term) or term.status is None:
        return term.figure
    source = term.source.partition(". ")[0]
    return f"{term.status.value}: {source}" if source and source != term.status.value else term.status.value
