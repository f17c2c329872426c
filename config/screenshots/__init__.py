"""Photographs of the main pages for the documentation, taken by Chromium from the database at hand."""
