"""Facts go out: every row that counts, as a stream."""
