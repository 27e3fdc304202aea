"""All about Word: read and written."""
