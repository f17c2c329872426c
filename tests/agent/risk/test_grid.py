"""Columns on few values, of which thresholds hold for the values themselves."""

import numpy as np

from agent.risk.grid import MOST_VALUES, on_grid


def test_a_column_of_few_values_stays() -> None:
    matrix = np.array([[0.0], [1.5], [np.nan], [7.0]])

    assert np.array_equal(on_grid(matrix), matrix, equal_nan=True)


def test_a_column_of_many_values_keeps_as_many_as_a_tree_tells_apart() -> None:
    column = np.random.default_rng(1).lognormal(5, 2, 5_000)
    column[::50] = np.nan

    moved = on_grid(column[:, None])[:, 0]

    assert len(np.unique(moved[~np.isnan(moved)])) == MOST_VALUES
    assert np.array_equal(np.isnan(moved), np.isnan(column))


def test_a_threshold_between_two_neighbours_parts_the_values_as_it_parts_the_grid() -> None:
    column = np.random.default_rng(2).normal(size=4_000)
    moved = on_grid(column[:, None])[:, 0]
    grid = np.unique(moved)

    for threshold in (grid[1:] + grid[:-1])[::25] / 2:
        assert np.array_equal(column <= threshold, moved <= threshold)


def test_the_matrix_that_was_given_is_not_changed() -> None:
    matrix = np.arange(1_000.0)[:, None]

    on_grid(matrix)

    assert matrix[7, 0] == 7.0
