"""A reviewer's decisions, taken from a sheet into the sidecars of documents."""
