"""What a number of the running text is said of: names, places, and the cells they tie it to."""
