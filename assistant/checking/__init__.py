"""The checks: a report, and last year's if there is one, in; findings out, worst first.

Pure reckoning over frozen values: no file, no network, no model.
"""

from assistant.checking.check import check_balance, check_report

__all__ = ["check_balance", "check_report"]
