"""Which customers a segment takes."""
