"""Value: why customers leave, how long they stay, and what experience is worth."""
