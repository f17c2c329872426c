"""How fast the costly parts are on this machine: `python -m benchmarks` prints a table, `--json` the figures."""
