# Ralph, the learning record store of Open edX's analytics, really started on loopback: what `bedside send` sends it keeps, each once.
source "$ROOT/tests/interop/support.sh"
python_packages 'ralph-malph[full]==5.1.0'

port=$(python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])')
mkdir app data
export RALPH_APP_DIR="$PWD/app" RALPH_RUNSERVER_BACKEND=fs
export RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH="$PWD/data" RALPH_BACKENDS__LRS__FS__DEFAULT_LRS_FILE=s.jsonl
: >data/s.jsonl
"$(dirname "$PYTHON")/ralph" auth -u trainer -p s3cret -s all -M mailto:lrs@example.org -w >auth.log 2>&1
# A claim runs in a shell of its own, so who serves at the moment is written down.
serves=$PWD/ralph.pid
ralph_serves() {
    "$PYTHON" "$ROOT/tests/interop/ralph_serve.py" "$port" >>ralph.log 2>&1 &
    echo $! >"$serves"
}
ralph_serves
trap 'kill "$(cat "$serves")" 2>/dev/null || true' EXIT
for _ in $(seq 200); do
    python3 -c "import urllib.request as u; u.urlopen('http://127.0.0.1:$port/__heartbeat__')" 2>/dev/null && break
    sleep 0.1
done

to="http://127.0.0.1:$port/xAPI"
send() { BEDSIDE_LRS_PASSWORD="${PASSWORD:-s3cret}" "$BEDSIDE" --data "${RECORDS:-records}" send --home https://example.org/training --user trainer "$@"; }
kept() { "$PYTHON" "$ROOT/tests/interop/ralph_kept.py" data/s.jsonl; }

cohort 8 records
"$BEDSIDE" --data records export --format xapi --home https://example.org/training -o all.jsonl 2>told
all=$(wc -l <all.jsonl)

goes_nowhere() { # Without a store nobody is asked, whatever else is said.
    "$BEDSIDE" --data records send >told 2>&1 && return 1
    grep -q 'no learning record store is named' told && [ "$(kept)" = '0 0 {}' ]
}
wrong_password() {
    PASSWORD=wrong send --to "$to" >told 2>&1 && return 1
    grep -q 'did not let us in' told && [ "$(kept)" = '0 0 {}' ]
}
sends_all() {
    send --to "$to" >told && grep -q "$all sent, 0 set aside" told && [ "$(kept | cut -d' ' -f1,2)" = "$all $all" ]
}
a_hundred_times() { # The first learner's statements by themselves, over and over, with nothing remembered of what was sent.
    local number first
    "$PYTHON" - <<'PY'
import json, sqlite3
source = sqlite3.connect("records/outbox.db")
destination, = source.execute("select distinct destination from statement").fetchone()
source.execute("delete from statement where rowid > (select min(rowid) from statement)")
source.commit()
PY
    cp records/outbox.db one.db
    mkdir -p empty
    for number in $(seq 100); do
        cp one.db empty/outbox.db && rm -f empty/outbox.db-*
        RECORDS=empty send --to "$to" --again >told || return 1
    done
    grep -q '1 there, 0 waiting' told && [ "$(kept | cut -d' ' -f1,2)" = "$all $all" ]
}
away_and_back() { # The store is killed and started again: what waits is shown, and goes over later.
    cp -r records later && rm -f later/outbox.db*
    kill -9 "$(cat "$serves")"
    RECORDS=later send --to "$to" --patience 1 >told 2>&1 && return 1
    grep -q "$all waiting" told && grep -q 'nothing is lost' told || return 1
    ralph_serves
    RECORDS=later send --to "$to" --patience 60 >told && grep -q "$all sent, 0 set aside" told && [ "$(kept | cut -d' ' -f1,2)" = "$all $all" ]
}

claim "nothing is sent anywhere before somebody names a store" goes_nowhere
claim "a wrong password stops it, and everything waits" wrong_password
claim "Ralph takes all $all statements" sends_all
claim "a store that is away is told of, and gets the same statements later, each once" away_and_back
claim "the same statement sent a hundred times is kept once" a_hundred_times
