"""A chat model as the writer: it words the letter, and every figure, detail and signature is set by our own code.

Imported only where a model is configured: it loads pydantic, and asking loads LangChain.
"""
