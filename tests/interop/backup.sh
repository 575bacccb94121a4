# The sqlite3 command line copies a folder's databases while they are in use; from the copies everything goes on.
source "$ROOT/tests/interop/support.sh"
debian_packages sqlite3:sqlite3

cohort 24 learners
mkdir inbox
for number in $(seq 0 24); do "$BEDSIDE" --data learners --learner "p$number" hand-in --to inbox >/dev/null 2>&1 || true; done
"$BEDSIDE" --data department keys create >/dev/null
"$BEDSIDE" --data department collect inbox >first 2>&1 || true

copied() { # While one program holds the database open and another writes, the copy is whole.
    mkdir restored
    sqlite3 learners/bedside.db 'begin; select count(*) from event; select 1;' >/dev/null
    printf 'Ana\n\n\n\n\n\n\n' | "$BEDSIDE" --data learners --learner during >/dev/null 2>&1 &
    sqlite3 learners/bedside.db ".backup restored/bedside.db"
    wait $!
    [ "$(sqlite3 restored/bedside.db 'pragma integrity_check')" = ok ] || return 1
    chmod 600 restored/bedside.db
    local number
    for number in 0 7 23; do
        cmp <("$BEDSIDE" --data learners --learner "p$number" certificate 2>&1) <("$BEDSIDE" --data restored --learner "p$number" certificate 2>&1) || return 1
    done
    "$BEDSIDE" --data restored doctor >told && grep -q '^well  records     2[45] learners' told
}
department_goes_on() {
    mkdir again
    sqlite3 department/records.db ".backup again/records.db"
    chmod 600 again/records.db
    cp department/department-key.pem again/
    local format
    for format in csv json jsonl; do
        cmp <("$BEDSIDE" --data department export --format $format 2>/dev/null) <("$BEDSIDE" --data again export --format $format 2>/dev/null) || return 1
    done
    cmp <("$BEDSIDE" --data department audit 2>&1) <("$BEDSIDE" --data again audit 2>&1) || return 1
    "$BEDSIDE" --data again collect inbox >told 2>&1 || true
    grep -q '^0 new' told || { cat told; return 1; }
}
claim "journals copied by sqlite3 while somebody learns are whole, and the learners find their certificates" copied
claim "a department goes on from a copy: the same exports, the same log, every hand-in known" department_goes_on
