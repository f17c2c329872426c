"""Expected cash: the newest kept forecast, and how earlier ones did."""
