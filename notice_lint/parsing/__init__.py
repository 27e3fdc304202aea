"""From a Source to a Notice."""
