"""What a notice is made of: parts, items, problems, contact details."""
