from agent.models.llm_call import LLMCall

__all__ = ["LLMCall"]
