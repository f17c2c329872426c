"""How far the agent may go alone, and the evidence by which it climbs and falls."""
