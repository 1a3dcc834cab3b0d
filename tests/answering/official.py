"""The holiday notices of the State Council's General Office for 2024 to 2026, copied by hand: the tests' own calendar.

Nothing here comes from the library that the program asks.
"""

from __future__ import annotations

from datetime import date, timedelta

_OFF = {
    2024: "01-01/01-01 02-10/02-17 04-04/04-06 05-01/05-05 06-10/06-10 09-15/09-17 10-01/10-07",
    2025: "01-01/01-01 01-28/02-04 04-04/04-06 05-01/05-05 05-31/06-02 10-01/10-08",
    2026: "01-01/01-03 02-15/02-23 04-04/04-06 05-01/05-05 06-19/06-21 09-25/09-27 10-01/10-07",
}
_WORKED = {
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}
DAY = timedelta(days=1)
FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)


def _read(year: int) -> tuple[set[date], set[date]]:
    off = set()
    for run in _OFF[year].split():
        first, last = (date.fromisoformat(f"{year}-{end}") for end in run.split("/"))
        off |= {first + DAY * n for n in range((last - first).days + 1)}
    return off, {date.fromisoformat(f"{year}-{day}") for day in _WORKED[year].split()}


_YEARS = {year: _read(year) for year in _OFF}


def works(day: date) -> bool:
    """Whether the notices make a day one of work."""
    off, worked = _YEARS[day.year]
    return day in worked or (day.weekday() < 5 and day not in off)


def walked(start: date, workdays: int) -> date:
    """The last of so many working days after `start`, found a day at a time."""
    day = start
    while workdays:
        day += DAY
        workdays -= works(day)
    return day
