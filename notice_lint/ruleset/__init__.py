"""Rule files, profiles, and the engine that applies them."""
