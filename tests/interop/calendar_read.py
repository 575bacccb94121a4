"""calendar_read.py days.ics [completions.csv | today]: every entry is a whole day with four reminders; with a table, its days are the table's;
with a day, as 2026-11-25, the reminders are those that are still to come."""

import csv
import datetime
import sys

from icalendar import Calendar

with open(sys.argv[1], "rb") as opened:
    read = Calendar.from_ical(opened.read())
table = sys.argv[2] if len(sys.argv) > 2 and sys.argv[2].endswith(".csv") else None
today = datetime.date.fromisoformat(sys.argv[2]) if len(sys.argv) > 2 and not table else None
found = []
for entry in read.walk("VEVENT"):
    if entry.errors:
        sys.exit(f"{entry['UID']}: {entry.errors}")
    day, end = entry.decoded("DTSTART"), entry.decoded("DTEND")
    alarms = [alarm.decoded("TRIGGER").days for alarm in entry.walk("VALARM")]
    wanted = [days for days in (-90, -60, -30, -7) if today is None or day + datetime.timedelta(days=days) >= today]
    if end - day != datetime.timedelta(days=1) or alarms != wanted:
        sys.exit(f"{entry['UID']}: {day} to {end}, {alarms}")
    found.append((str(entry["UID"]).removesuffix("@bedside"), day.isoformat(), str(entry["SUMMARY"])))
if len({uid for uid, _, _ in found}) != len(found) or not found:
    sys.exit(f"{len(found)} entries, some of one name or none at all")
if table:
    with open(table, encoding="utf-8", newline="") as opened:
        rows = [row for row in csv.DictReader(opened) if row["expires_on"]]
    wanted = sorted((row["record_id"], row["expires_on"]) for row in rows)
    if sorted((uid, day) for uid, day, _ in found) != wanted:
        sys.exit(f"found {found[:3]}\nwanted {wanted[:3]}")
    names = {row["record_id"]: row["name"] for row in rows}
    for uid, _, summary in found:
        name = names[uid]
        name = name[1:] if name.startswith("'") else name
        if not summary.startswith(name):
            sys.exit(f"`{summary}` does not begin with `{name}`")
