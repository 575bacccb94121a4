# icalendar, a reader of RFC 5545.
source "$ROOT/tests/interop/support.sh"
python_packages icalendar==7.3.2

cohort 24 records
"$BEDSIDE" --data records export --format ics -o ends.ics 2>told
"$BEDSIDE" --data records export --format csv -o completions.csv 2>>told
"$BEDSIDE" --data records --today 2026-11-25 report --roster records/people.csv --remind letters >/dev/null

claim "icalendar reads the days on which certificates run out" "$PYTHON" "$ROOT/tests/interop/calendar_read.py" ends.ics completions.csv
claim "icalendar reads the reminders" "$PYTHON" "$ROOT/tests/interop/calendar_read.py" letters/reminders.ics 2026-11-25
