"""The collection process: cases, cadences, messages, promises, disputes, escalations, and the workspace."""
