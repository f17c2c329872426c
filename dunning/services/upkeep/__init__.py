"""The installation itself: people, checks, figures kept and sent."""
