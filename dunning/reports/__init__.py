"""Reports by mail: what is in them, and how they look on paper."""
