"""Many files: processes, clusters, remembered results."""
