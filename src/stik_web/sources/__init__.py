"""Where facts come from: keys, the track API, the intake log and its drain."""
