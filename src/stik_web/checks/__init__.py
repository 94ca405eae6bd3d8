"""Is what serves a place sound? Settings, disk, clock, versions, database."""
