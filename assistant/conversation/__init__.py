"""The conversation: one person at work on one report, whichever way they came in."""
