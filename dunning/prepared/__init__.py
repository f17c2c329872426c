"""What the first page shows, worked out ahead: each part is plain data that a page reads without a scan.

Amounts are strings, days and instants ISO 8601.
"""
