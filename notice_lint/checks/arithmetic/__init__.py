"""What must add up: parts and wholes, shares, growth, what numbers differ by."""
