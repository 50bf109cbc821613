"""What messages say: by topic, channel and language, in versions."""
