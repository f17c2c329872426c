"""How each person likes to see the workspace: language, formats, time zone, first page."""
