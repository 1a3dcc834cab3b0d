"""What is kept between two sittings, in one database: the log of model calls, verdicts on findings, reviews."""
