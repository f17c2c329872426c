from __future__ import annotations

from time import process_time

from customers.matching.choices import MOST_SUMS, NONE, Choice, sums_of
from customers.matching.items import Item
from tests.customers.matching.matching_rows import item

ONE, TWO, THREE = (item(f"INV-{pk}", 100 * pk, pk=pk) for pk in (1, 2, 3))


def takes(*items: Item, bits: float = 5.0, off: int = 0) -> Choice:
    money = sum(each.left for each in items) - off
    discounts = ((items[0].invoice_id, off),) if off else ()
    return Choice(items, money, bits, bits, discounts)


def test_each_place_takes_one_item_or_none() -> None:
    found = sums_of([[takes(ONE), NONE], [takes(TWO), NONE]])
    assert sorted(found) == [0, 100, 200, 300]
    assert [each.invoice_id for each in found[300][0].items] == [1, 2]
    assert found[300][0].bits == 10.0


def test_a_place_that_may_mean_two_items_takes_one_of_them() -> None:
    assert sorted(sums_of([[takes(ONE), takes(TWO), NONE]])) == [0, 100, 200]


def test_an_item_that_two_places_mean_counts_once() -> None:
    found = sums_of([[takes(ONE), NONE], [takes(ONE), NONE]])
    assert sorted(found) == [0, 100]
    assert [len(way.items) for way in found[100]] == [1, 1]


def test_an_item_inside_an_order_counts_once() -> None:
    assert sorted(sums_of([[takes(ONE, TWO), NONE], [takes(TWO), takes(THREE), NONE]])) == [0, 200, 300, 600]


def test_a_discount_is_told_by_invoice() -> None:
    found = sums_of([[takes(ONE), takes(ONE, bits=4.0, off=2), NONE], [takes(TWO), NONE]])
    assert found[298][0].discounts == {1: 2}
    assert found[300][0].discounts == {}


def test_of_ways_to_one_sum_the_two_best_founded_are_kept() -> None:
    same = [item(f"A-{pk}", 100, pk=pk) for pk in (11, 12, 13)]
    (found,) = [ways for total, ways in sums_of([[takes(each, bits=float(each.invoice_id)) for each in same]]).items()]
    assert [way.bits for way in found] == [13.0, 12.0]


def test_no_places_make_nothing() -> None:
    assert sums_of([])[0][0].items == []


def test_very_many_sums_are_bounded_and_the_best_founded_stay() -> None:
    owed = [item(f"B-{pk}", 2**pk, pk=pk) for pk in range(1, 31)]
    started = process_time()
    found = sums_of([[takes(each), NONE] for each in owed])
    assert len(found) == MOST_SUMS
    assert sum(each.left for each in owed) in found
    assert process_time() - started < 2
