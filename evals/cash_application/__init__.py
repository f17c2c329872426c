"""Made-up ledgers with payments of every style, the true allocations beside them, and a scorer of what is applied."""
