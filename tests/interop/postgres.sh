# PostgreSQL 15 and 18, real servers on loopback: the same promises as in a folder, the course, the department's work; and what happens when
# a server dies, a connection breaks, or a disk fills up.
source "$ROOT/tests/interop/support.sh"
source "$ROOT/tests/interop/postgres_server.sh"
debian_packages pgbouncer:pgbouncer

here=$PWD
test_server() { # test_server NAME: one test of the program's own, on the server at hand
    (cd "$ROOT" && BEDSIDE_TEST_SERVER="$SERVER" cargo test --locked --quiet --test it "$1" -- --ignored --exact)
}
query() { psql -X -q -A -t -v ON_ERROR_STOP=1 "$SERVER/$1" -c "$2"; }

takes_the_course() { # The shipped course line by line, from the welcome to the second page, and again where it was left.
    query postgres "create database taken" >/dev/null
    printf 'Ana\n\n\n\n\n\n\nquit\n' | "$BEDSIDE" --data "$SERVER/taken" --learner ana >first 2>&1
    printf 'quit\n' | "$BEDSIDE" --data "$SERVER/taken" --learner ana >second 2>&1
    grep -q 'Everything is kept' first && grep -q 'before-breakfast' <(query taken "select fact from event") && ! grep -q 'Your name' second
}

# What learners of a folder handed in, and a department that keeps it in a folder: what a server must say to the byte.
cohort 24 learners
mkdir inbox
for number in $(seq 0 24); do "$BEDSIDE" --data learners --learner "p$number" hand-in --to inbox >/dev/null 2>&1 || true; done
today=$(date -u +%F)
work() { # work RECORDS FOLDER-FOR-RESULTS: the department's work, and what it tells
    local to=$2
    mkdir -p "$to"
    local b=("$BEDSIDE" --data "$1" --today "$today")
    "${b[@]}" collect inbox --json 2>"$to/aside" | sed 's/"receipt[^}]*//' >"$to/collected" || true
    "${b[@]}" collect inbox >"$to/again" 2>&1 || true
    for format in csv json jsonl pars ics; do "${b[@]}" export --format "$format" >"$to/export.$format" 2>>"$to/aside" || true; done
    "${b[@]}" export --format csv --attempts >"$to/attempts.csv" 2>>"$to/aside"
    "${b[@]}" report >"$to/report" 2>&1 || true
    "${b[@]}" analyse >"$to/analysis" 2>&1 || true
    "${b[@]}" purge --dry-run >"$to/purge" 2>&1 || true
    "${b[@]}" audit >"$to/audit" 2>&1
    # On a machine with much else to do, the server may be told to take its time.
    sed -i '/^Waiting for the records server /d' "$to"/*
}
"$BEDSIDE" --data folder keys create >keys
work folder told-by-folder

# What that department countersigned, as another one gets it that has pinned its key.
"$BEDSIDE" --data folder export --format batch -o north.batch 2>/dev/null
python3 -m zipfile -c north.zip north.batch
printf '[[issuer]]\nname = "North"\ndid = "%s"\n' "$(grep -o 'did:key:[A-Za-z0-9]*' keys)" >pinned.toml
takes_over() { # takes_over RECORDS FOLDER-FOR-RESULTS: takes the batches in, twice, and tells what is then there.
    local to=$2
    mkdir -p "$to"
    local b=("$BEDSIDE" --data "$1" --today "$today")
    "${b[@]}" collect north.batch --trust pinned.toml >"$to/collected"
    "${b[@]}" collect north.zip --trust pinned.toml >"$to/again"
    for format in csv jsonl batch; do "${b[@]}" export --format "$format" >"$to/export.$format" 2>>"$to/aside" || true; done
    # Whatever the clock said meanwhile.
    "${b[@]}" audit 2>&1 | sed -E 's/^( *[0-9]+  )[0-9-]{10} [0-9:]{5} /\1WHEN /' >"$to/audit"
}
takes_over other-folder taken-by-folder

works_the_same() { # The same key lies in the platform's folder, where the records are on a server.
    export XDG_DATA_HOME="$here/home-$1"
    mkdir -p "$XDG_DATA_HOME/bedside"
    cp folder/department-key.pem "$XDG_DATA_HOME/bedside/"
    query postgres "create database department" >/dev/null
    work "$SERVER/department" "told-by-$1"
    grep -q '0 refused' "told-by-$1/again" && [ "$(wc -l <"told-by-$1/export.csv")" -gt 10 ] && grep -q 'whole\|holds\|unbroken\|acts' "told-by-$1/audit"
    # The folder's log has one act more: there the key was made.
    diff -r -x aside -x audit told-by-folder "told-by-$1"
}

handed_on() { # Another department's batches, on a server as in a folder, and whole: the root is made anew from what is kept.
    export XDG_DATA_HOME="$here/home-handed-$1"
    query postgres "create database handed" >/dev/null
    takes_over "$SERVER/handed" "taken-$1"
    grep -q '^[1-9][0-9]* new, 0 known already, 0 refused' "taken-$1/collected" && grep -q '^0 new, [1-9][0-9]* known already, 0 refused' "taken-$1/again" || return 1
    diff -r -x aside taken-by-folder "taken-$1"
}

learners_role() { # docs/operations.md, to the letter: a learner adds and reads what is their own, and nothing else.
    query postgres "create database roles" >/dev/null
    "$BEDSIDE" --data "$SERVER/roles" doctor >/dev/null
    sed -n '/^-- roles:begin/,/^-- roles:end/p' "$ROOT/docs/operations.md" >roles.sql
    psql -X -q -v ON_ERROR_STOP=1 "$SERVER/roles" -f roles.sql >/dev/null
    query roles "create role ana login password 'a' in role bedside_learner; create role ben login password 'b' in role bedside_learner" >/dev/null
    local ana="${SERVER/owner:secret/ana:a}/roles" ben="${SERVER/owner:secret/ben:b}/roles"
    printf 'Ana\n\n\n\n\n\nquit\n' | "$BEDSIDE" --data "$ana" --learner ana >ana 2>&1
    printf 'Ben\n\n\n\n\n\nquit\n' | "$BEDSIDE" --data "$ben" --learner ben >ben 2>&1
    grep -q 'Everything is kept' ana && grep -q 'Everything is kept' ben || return 1
    [ "$(psql -X -A -t "$ana" -c 'select count(distinct account) from event')" = 1 ] || return 1
    local wish
    for wish in "update event set seq = 99" "delete from event" "update learner set account = 'x'" "truncate event" \
        "insert into event (account, seq, occurred_ms, fact) values ('ben', 99, 0, '{}')" "drop table event" "alter table event disable row level security" \
        "insert into wording values ('ben', '\\x00', '')" "insert into outgoing values ('ben', 'to', '\\x00', '', 0, 0)" \
        "update outgoing set taken = 1" "delete from outgoing" "create table mine (a int)" "delete from bedside_shape" "select * from completions"; do
        if psql -X -q -v ON_ERROR_STOP=1 "$ana" -c "$wish" >/dev/null 2>&1; then echo "went through: $wish"; return 1; fi
    done
    # Taking another's name does not help: the server knows who asks.
    printf 'Mallory\n\n\n\nquit\n' | "$BEDSIDE" --data "$ana" --learner ben >mallory 2>&1 || true
    [ "$(query roles "select count(*) from event where account = 'ben' and fact like '%Mallory%'")" = 0 ] && grep -q 'does not allow' mallory
}

brought_up() { # What the program made before `outgoing` was there: the owner's next start makes it, and nothing else changes.
    query taken "drop table outgoing; update bedside_shape set version = 1 where part = 'journals'" >/dev/null
    local before after
    before=$(query taken "select md5(string_agg(account || seq || fact, ' ' order by account, seq)) from event")
    "$BEDSIDE" --data "$SERVER/taken" --learner ana notes >/dev/null 2>&1 || true
    after=$(query taken "select md5(string_agg(account || seq || fact, ' ' order by account, seq)) from event")
    [ -n "$before" ] && [ "$before" = "$after" ] && [ "$(query taken "select version from bedside_shape where part = 'journals'")" = 2 ] &&
        [ "$(query taken 'select count(*) from outgoing')" = 0 ]
}

comes_back() { # pg_dump and pg_restore: a department's work goes on from the copy, where nothing is missing and nothing is new.
    local bin format
    bin=$(cat "$SERVER_AT/bin")
    export XDG_DATA_HOME="$here/home-$1"
    query postgres "create database restored" >/dev/null
    # The server's own programs, where it brings them; those of Debian else.
    [ -x "$bin/pg_dump" ] || bin=/usr/bin
    "$bin/pg_dump" -Fc -f "department-$1.dump" "$SERVER/department"
    "$bin/pg_restore" --exit-on-error -d "$SERVER/restored" "department-$1.dump"
    for format in csv jsonl; do
        "$BEDSIDE" --data "$SERVER/department" --today "$today" export --format $format >"was.$format" 2>/dev/null
        "$BEDSIDE" --data "$SERVER/restored" --today "$today" export --format $format >"is.$format" 2>/dev/null
        cmp "was.$format" "is.$format" || return 1
    done
    "$BEDSIDE" --data "$SERVER/restored" audit >audited 2>&1 || { cat audited; return 1; }
    "$BEDSIDE" --data "$SERVER/restored" --today "$today" collect inbox >again 2>&1 || true
    grep -q '^0 new' again || { cat again; return 1; }
}

through_a_pool() { # PgBouncer, each transaction on whatever connection is free: what learners do, and the department's work too.
    local port server="$SERVER" at
    at=${server##*:}
    port=$(free_port)
    local own="$SERVER_AT/pool" # where somebody who is not root may read
    mkdir -p "$own"
    printf '"owner" "secret"\n' >"$own/users"
    printf '[databases]\n* = host=127.0.0.1 port=%s\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = %s\nunix_socket_dir =\npidfile = %s\npool_mode = transaction\nauth_type = scram-sha-256\nauth_file = %s\ndefault_pool_size = 5\nmax_client_conn = 400\n' \
        "$at" "$port" "$own/pid" "$own/users" >"$own/pool.ini"
    chmod 755 "$own" && chmod 644 "$own"/*
    [ "$(id -u)" -ne 0 ] || chown 65534:65534 "$own"
    as_nobody /usr/sbin/pgbouncer "$own/pool.ini" >pool.log 2>&1 &
    for _ in $(seq 100); do (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break; sleep 0.05; done
    SERVER="postgres://owner:secret@127.0.0.1:$port"
    local done=0
    query postgres "create database pooled" >/dev/null &&
        printf 'Ana\n\n\n\n\n\n\nquit\n' | "$BEDSIDE" --data "$SERVER/pooled" --learner ana >first 2>&1 && grep -q 'Everything is kept' first &&
        test_server places::a_server_keeps_the_same_journals && test_server places_department::a_server_keeps_the_same_records &&
        test_server places_at_once::on_a_server_two_may_work_at_once &&
        test_server places_faults::a_connection_cut_at_any_byte_loses_nothing_and_doubles_nothing || done=1
    SERVER=$server
    kill "$(cat "$own/pid")" 2>/dev/null
    [ $done -eq 0 ] || { tail -n 5 pool.log; return 1; }
}

in_secret() { # A server with a certificate of our own: taken with its file, refused without, and never spoken to in the open.
    local at=$SERVER_AT/data
    local ec=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)
    openssl req -x509 "${ec[@]}" -days 2 -subj '/CN=Our own authority' -addext 'basicConstraints=critical,CA:TRUE' -keyout ca.key -out ca.crt >/dev/null 2>&1
    openssl req "${ec[@]}" -subj /CN=localhost -keyout server.key -out server.csr >/dev/null 2>&1
    openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -out server.crt \
        -extfile <(printf 'subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n') >/dev/null 2>&1
    cp server.key server.crt "$at/" && chmod 600 "$at/server.key"
    [ "$(id -u)" -ne 0 ] || chown 65534:65534 "$at/server.key" "$at/server.crt"
    printf 'ssl = on\n' >>"$at/postgresql.conf"
    sed -i 's/^host /hostssl /' "$at/pg_hba.conf"
    restart_server "$SERVER_AT"
    local named="${SERVER/127.0.0.1/localhost}/taken"
    "$BEDSIDE" --data "$named?sslrootcert=$here/ca.crt" --learner ana notes 2>told || grep -q 'there is no note yet' told || return 1
    "$BEDSIDE" --data "$named?sslmode=require" --learner ana notes 2>told && return 1
    grep -q 'does not allow' told || return 1
    "$BEDSIDE" --data "$SERVER/taken?sslrootcert=$here/ca.crt" --learner ana notes 2>told && return 1 # another name than the certificate's
    "$BEDSIDE" --data "$named" --learner ana notes 2>told && return 1                                      # in the open, which the server refuses
    ! grep -q secret told
}

# A hundred learners by themselves; a thousand take minutes.
export BEDSIDE_TEST_LEARNERS="${BEDSIDE_TEST_LEARNERS:-100}"
for version in 15 18; do
    serve "$version"
    claim "PostgreSQL $version keeps the journals as a folder does" test_server places::a_server_keeps_the_same_journals
    claim "PostgreSQL $version keeps a department's records as a folder does" test_server places_department::a_server_keeps_the_same_records
    claim "PostgreSQL $version: who collects, signs, purges and notes at the same moment loses nothing and doubles nothing, and the log stays one chain" \
        test_server places_at_once::on_a_server_two_may_work_at_once
    claim "PostgreSQL $version: a learner takes the course and finds it where it was left" takes_the_course
    claim "PostgreSQL $version: tables that an earlier version made are brought up to today's" brought_up
    claim "PostgreSQL $version: sixty kills leave no fact without its statement and no statement without its fact" \
        test_server outgoing::on_a_server_no_kill_leaves_a_fact_without_its_statement_nor_a_statement_without_its_fact
    claim "PostgreSQL $version: forty kills of a department that collects leave no record without its statements and no statement without its record" \
        test_server outgoing::on_a_server_no_kill_leaves_a_collected_record_without_its_statements_nor_statements_without_their_record
    claim "PostgreSQL $version: collect, report, export, analyse, purge and audit tell what a folder tells, byte for byte" works_the_same "$version"
    claim "PostgreSQL $version: batches of another department, from a file and out of an archive, are taken as a folder takes them" handed_on "$version"
    claim "PostgreSQL $version: a department's records come back from pg_dump, and every hand-in is known" comes_back "$version"
    claim "PostgreSQL $version: behind PgBouncer, connections shared from transaction to transaction, it is all the same" through_a_pool
    claim "PostgreSQL $version: a learner's role adds and reads its own, and nothing else" learners_role
    export BEDSIDE_TEST_RESTART="bash $ROOT/tests/interop/postgres_restart.sh $SERVER_AT"
    claim "PostgreSQL $version: killed three times in the middle of $BEDSIDE_TEST_LEARNERS learners' answers, it loses none and doubles none" \
        test_server places_faults::a_server_killed_in_the_middle_of_many_learners_answers_loses_none
    claim "PostgreSQL $version: connections cut at any byte lose nothing" test_server places_faults::a_connection_cut_at_any_byte_loses_nothing_and_doubles_nothing
    claim "PostgreSQL $version: a server that falls silent is told of in one line" \
        test_server places_faults::a_server_that_falls_silent_is_told_of_in_one_line_and_the_answer_waits_on_the_screen
    claim "PostgreSQL $version: an answer whose acknowledgement was lost is kept once" \
        test_server places_faults::an_answer_that_was_kept_although_nobody_heard_of_it_is_not_kept_again
    # The server that the Python package carries was built without TLS.
    if [ -n "$(query postgres 'show ssl_library')" ]; then
        claim "PostgreSQL $version: the way there is kept secret, with our own certificate" in_secret
    else
        echo "PostgreSQL $version speaks no TLS here: the way there was not tried" >&2
    fi
    if serve_on_a_small_disk "$version"; then
        export BEDSIDE_TEST_FILL="bash $ROOT/tests/interop/postgres_disk.sh fill $SERVER_AT" BEDSIDE_TEST_FREE="bash $ROOT/tests/interop/postgres_disk.sh free $SERVER_AT"
        claim "PostgreSQL $version: a full disk is told of in one line, and nothing that was kept is lost" \
            test_server places_faults::a_full_disk_is_told_of_and_what_was_kept_is_there_once_there_is_room
    else
        echo "no small disk can be made here: the full disk was not tried" >&2
    fi
done
