"""What an office has set, and where."""
