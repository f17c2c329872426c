"""What mails mean, booked and taken back."""
