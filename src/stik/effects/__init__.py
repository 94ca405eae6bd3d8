"""Did it work: what an initiative changed, and whether to keep it."""
