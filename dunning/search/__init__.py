"""Finding mails, promises, disputes and notes by what a person types."""
