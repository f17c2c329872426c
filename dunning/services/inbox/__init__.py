"""Mail that comes in, up to the account that it belongs to."""
