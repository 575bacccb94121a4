# PostgreSQL 15 and 18, real servers on loopback: the same promises as in a folder, and the course itself.
source "$ROOT/tests/interop/support.sh"
source "$ROOT/tests/interop/postgres_server.sh"

tests() { (cd "$ROOT" && BEDSIDE_TEST_SERVER="$SERVER" cargo test --locked --quiet --test it "$1" -- --ignored --exact); }
query() { PGPASSWORD=secret psql -X -A -t "$SERVER/$1" -c "$2"; }

takes_the_course() { # The shipped course line by line, from the welcome to the second page, and again where it was left.
    query postgres "create database taken" >/dev/null
    printf 'Ana\n\n\n\n\n\n\nquit\n' | "$BEDSIDE" --data "$SERVER/taken" --learner ana >first 2>&1
    printf 'quit\n' | "$BEDSIDE" --data "$SERVER/taken" --learner ana >second 2>&1
    grep -q 'Everything is kept' first && grep -q 'before-breakfast' <(query taken "select fact from event") && ! grep -q 'Your name' second
}

for version in 15 18; do
    serve "$version"
    claim "PostgreSQL $version keeps the journals as a folder does" tests places::a_server_keeps_the_same_journals
    claim "PostgreSQL $version: a learner takes the course and finds it where it was left" takes_the_course
done
