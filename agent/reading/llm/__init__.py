"""Reading with a chat model: what it is shown, the form of its answer, and what of it is believed.

Only `agent.reading.both` calls this, late: the form needs pydantic, which comes with a model's package.
"""
