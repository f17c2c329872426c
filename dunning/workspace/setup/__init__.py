"""The first days of an installation: what is left to do, a test mail, a sample reply."""
