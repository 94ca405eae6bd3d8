"""The programme file and the terms it describes."""
