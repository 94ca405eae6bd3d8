"""Messages of the track API become rows of intake, like those of a file."""
