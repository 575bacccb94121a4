# cmi5: the package against AICC's own schema, read by libxml2, and what a started course says against xapi-validation.
source "$ROOT/tests/interop/support.sh"
debian_packages xmllint:libxml2-utils
node_packages xapi-validation@2.1.4

# The schema is AICC's, unchanged (github.com/AICC/CMI-5_Spec_Current, Apache 2.0).
valid() { unzip -p "$1" cmi5.xml >cmi5.xml && xmllint --nonet --noout --schema "$ROOT/tests/interop/cmi5_CourseStructure.xsd" cmi5.xml; }
finds_faults() { # The check is one: a wrong word and a share above 1 are found.
    sed 's/CompletedAndPassed/Sometimes/' cmi5.xml >wrong.xml
    ! xmllint --nonet --noout --schema "$ROOT/tests/interop/cmi5_CourseStructure.xsd" wrong.xml || return 1
    sed 's/masteryScore="0/masteryScore="1/' cmi5.xml >wrong.xml
    ! xmllint --nonet --noout --schema "$ROOT/tests/interop/cmi5_CourseStructure.xsd" wrong.xml
}
"$BEDSIDE" package --cmi5 course.zip --home https://example.org/training 2>told
claim "AICC's schema finds no fault in the package of the shipped course" valid course.zip
claim "and finds the faults that are put in" finds_faults
mkdir -p small/lessons
printf 'format = 1\nid = "small"\ntitle = "Ça & <là>"\nversion = "1.0"\n[certificate]\nneeds = ["only"]\n' >small/course.toml
printf 'title = "Only"\n[[page]]\nid = "one"\ntitle = "One"\ntext = "Words."\n' >small/lessons/only.toml
"$BEDSIDE" --course small package small.zip --home https://example.org --url 'https://learn.example.org/?a=1&b=2' 2>told
claim "nor in that of a course without a quiz, with strange letters, started in a browser" valid small.zip

# A learning-management system of a few lines starts the small course, which is completed.
python3 "$ROOT/tests/interop/cmi5_lms.py" address statements.jsonl &
lms=$!
trap 'kill $lms 2>/dev/null || true' EXIT
for _ in $(seq 200); do [ -s address ] && break; sleep 0.05; done
printf 'Maria\n1\n\n\n\n\n' | NO_PROXY='*' "$BEDSIDE" --course small --data data launch "$(cat address)" >told 2>&1 || true
grep -q 'was told: completed' told || { cat told >&2; exit 1; }
[ "$(wc -l <statements.jsonl)" -eq 3 ] || { cat statements.jsonl >&2; exit 1; }
claim "xapi-validation finds no fault in what a started course says" node "$ROOT/tests/interop/xapi_validate.cjs" statements.jsonl
