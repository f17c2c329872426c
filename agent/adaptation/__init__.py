"""How the encoder was fitted to replies: run by a developer with PyTorch, never by an installation."""
