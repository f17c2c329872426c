"""The installation: settings, environment, embedded PostgreSQL, the admin's look, and the commands that run it all."""
