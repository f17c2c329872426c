"""Files → rows. No database, no Django: whatever stands in a file, reading it changes nothing."""
