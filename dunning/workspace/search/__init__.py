"""The search box over everything, and the page of its results."""
