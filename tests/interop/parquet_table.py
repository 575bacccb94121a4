"""What the readers of Parquet share: the CSV's rows as the program means them, and the comparison."""

import csv
import datetime
import sys


def plain(value):
    """A cell in one way of writing, whatever type a reader gives it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        if value.tzinfo is not None:
            value = value.astimezone(datetime.timezone.utc)
        text = value.strftime("%Y-%m-%dT%H:%M:%S.%f").rstrip("0").rstrip(".")
        return text + "Z"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def guarded(cell):
    """A cell of the CSV without the sign that guards it."""
    if cell.startswith("'") and cell.lstrip("'")[:1] in ("=", "+", "-", "@"):
        return cell[1:]
    return cell


def compare(names, rows, file):
    """Ends well where the rows are those of the CSV, whatever their order."""
    with open(file, encoding="utf-8", newline="") as opened:
        table = list(csv.reader(opened))
    head, wanted = table[0], [[guarded(cell) for cell in row] for row in table[1:]]
    places = [names.index(name) for name in head]
    found = [[plain(row[place]) for place in places] for row in rows]
    if len(wanted) < 10 or sorted(found) != sorted(wanted):
        for one, other in zip(sorted(found), sorted(wanted)):
            if one != other:
                sys.exit(f"found  {one}\nwanted {other}")
        sys.exit(f"{len(found)} rows, wanted {len(wanted)}")


def is_divided(names, rows, year, organization):
    """Ends badly where a divided folder has no columns for its division."""
    if organization not in names or {int(row[names.index(year)]) for row in rows} - {2024, 2025, 2026, 2027}:
        sys.exit(f"columns: {names}")
