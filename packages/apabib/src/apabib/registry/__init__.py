"""The registries' records of works: asked for, compared with entries, and kept."""
