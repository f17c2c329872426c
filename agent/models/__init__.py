from agent.models.llm_call import LLMCall
from agent.models.trained_model import TrainedModel

__all__ = ["LLMCall", "TrainedModel"]
