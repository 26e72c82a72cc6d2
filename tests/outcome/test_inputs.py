"""What is worked out from frozen parts is remembered by the parts themselves, and only so much of it."""

from __future__ import annotations

import threading

from planner.outcome.remembered import Latest, Remembered


def test_a_value_is_made_once_for_its_parts_and_again_when_it_had_to_make_room() -> None:
    made: list[str] = []
    kept, parts = Remembered(2), {name: (object(),) for name in "abc"}

    def ask(name: str) -> str:
        return kept.get("kind", parts[name], lambda: made.append(name) or name)

    assert [ask(name) for name in "aabab"] == list("aabab")
    assert made == ["a", "b"]
    ask("c")
    assert [ask("b"), ask("a")] == ["b", "a"]
    assert made == ["a", "b", "c", "a"]


def test_what_was_asked_for_longest_ago_makes_room() -> None:
    made: list[str] = []
    kept, parts = Remembered(2), {name: (object(),) for name in "abc"}
    for name in "abaca":
        kept.get("kind", parts[name], lambda name=name: made.append(name))
    assert made == ["a", "b", "c"]


def test_of_two_threads_that_make_a_value_at_once_both_get_the_first() -> None:
    kept, part, both = Remembered(2), object(), threading.Barrier(2)
    got: list[object] = []

    def make() -> object:
        both.wait(5)
        return object()

    threads = [threading.Thread(target=lambda: got.append(kept.get("kind", (part,), make))) for _ in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got[0] is got[1]


def test_equal_parts_that_are_not_the_same_object_are_worked_out_for_themselves() -> None:
    kept = Remembered(2)
    first, second = [1], [1]
    assert kept.get("kind", (first,), lambda: "first") == "first"
    assert kept.get("kind", (second,), lambda: "second") == "second"
    assert kept.get("other", (first,), lambda: "third") == "third"


def test_of_each_name_the_value_put_last_is_given_and_the_name_put_longest_ago_goes_first() -> None:
    latest: Latest[int] = Latest(2)
    for name, value in (("a", 1), ("b", 2), ("a", 3), ("c", 4)):
        latest.put(name, value)
    assert [latest.get(name) for name in "abc"] == [3, None, 4]
