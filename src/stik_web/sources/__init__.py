"""Where facts come from: the track API, the intake log and its drain."""
