"""What a customer sees and does by its link."""
