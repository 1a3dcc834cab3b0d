"""Questions answered: cited answers, and the two sums that staff ask for, a deadline and a fee."""
