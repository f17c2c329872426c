from __future__ import annotations

from time import process_time

from customers.matching.subsets import sets_looked_at, subset_sums


def test_a_single_item_of_the_amount_comes_before_pairs() -> None:
    assert subset_sums([300, 100, 200], 300) == [(0,), (1, 2)]


def test_all_subsets_of_few_items_are_found_the_smallest_first() -> None:
    assert subset_sums([100, 200, 300, 600], 600, most=5) == [(3,), (0, 1, 2)]


def test_credit_notes_count_below_zero() -> None:
    assert subset_sums([900, -150, 400], 750) == [(0, 1)]


def test_no_more_sets_than_asked_for() -> None:
    assert subset_sums([500] * 10, 500, most=3) == [(0,), (1,), (2,)]
    assert len(subset_sums([250] * 10, 500, most=4)) == 4


def test_nothing_makes_an_amount_that_no_set_has() -> None:
    assert subset_sums([100, 200], 150) == []
    assert subset_sums([], 150) == []


def test_pairs_and_triples_are_found_among_dozens() -> None:
    amounts = [1_000 + 7 * index * index for index in range(40)]
    assert (3, 17) in subset_sums(amounts, amounts[3] + amounts[17], most=24)
    assert (2, 11, 39) in subset_sums(amounts, amounts[2] + amounts[11] + amounts[39], most=24)


def test_pairs_are_found_among_hundreds_and_triples_are_not_looked_for() -> None:
    amounts = [2**18 + 2**index for index in range(18)] * 10
    assert subset_sums(amounts, amounts[0] + amounts[1], most=1) == [(0, 1)]
    assert subset_sums(amounts, amounts[0] + amounts[1] + amounts[2]) == []


def test_a_hundred_thousand_items_return_at_once() -> None:
    started = process_time()
    assert subset_sums(list(range(100, 100_100)), 777) == [(677,)]
    assert subset_sums([1_000] * 100_000, 2_000) == []
    assert process_time() - started < 2


def test_three_thousand_equal_items_return_at_once() -> None:
    started = process_time()
    assert len(subset_sums([1_000] * 3_000, 2_000, most=24)) == 24
    assert subset_sums([1_000] * 3_000, 2_001, most=24) == []
    assert process_time() - started < 2


def test_sets_to_pick_from_are_those_up_to_the_size() -> None:
    assert [sets_looked_at(5, size) for size in (0, 1, 2, 3)] == [1, 5, 15, 25]
    assert sets_looked_at(0, 1) == 1
