"""A customer's word, held against the money."""
