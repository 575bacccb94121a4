# Chromium without a screen: the report's page is drawn, prints, asks for nothing, and runs nothing.
source "$ROOT/tests/interop/support.sh"
a_browser

cohort 24 records
"$BEDSIDE" --data records --today 2026-11-25 report --roster records/people.csv --by department --html report.html >/dev/null

drive() {
    "$CHROMIUM" --headless=new --no-sandbox --disable-gpu --hide-scrollbars --no-first-run --user-data-dir="$PWD/profile" "$@" "file://$PWD/report.html" 2>browser.log
}

# The page itself forbids every script and every address: what is drawn is all there is.
draws() { drive --window-size=1000,1600 --screenshot="$PWD/report.png" && python3 "$ROOT/tests/interop/chromium_picture.py" report.png; }
prints() { drive --print-to-pdf="$PWD/report.pdf" && [ "$(head -c 5 report.pdf)" = "%PDF-" ] && [ "$(wc -c <report.pdf)" -gt 10000 ]; }
holds() { drive --dump-dom >dom.html && python3 "$ROOT/tests/interop/chromium_dom.py" dom.html; }

claim "the page is drawn with its bars in five colors, without scripts" draws
claim "the page prints" prints
claim "the page has its table rows, its charts have words, and no name became markup" holds
[ -z "${INTEROP_KEEP:-}" ] || cp report.png report.pdf report.html "$INTEROP_KEEP"
