"""What simulated customers say in five languages; every sentence was made up here."""
