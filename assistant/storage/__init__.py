"""What is kept between two sittings, in one database: reports, verdicts on findings, reviews, the log of model calls."""
