"""Bank money → what it pays, with reasons. No database, no clock. Precision before rate: in doubt a person decides."""
