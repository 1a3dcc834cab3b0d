"""TEXT-NUMBER: every number of the running text against the cells it is said of."""
