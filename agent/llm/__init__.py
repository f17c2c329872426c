"""A chat model, whichever LangChain reaches: asked within a time and a budget, each call on record.

Nothing here imports LangChain at module level: only the worker that asks pays for it.
"""
