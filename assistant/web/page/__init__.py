"""The page: its frame, the conversation, and one event of it from what was clicked to what is shown now."""
