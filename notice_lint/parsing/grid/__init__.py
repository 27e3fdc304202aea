"""Tables read as what they say: items, contact details, or nothing of the notice's structure."""
