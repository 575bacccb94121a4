# Moodle XML: well formed for a reader that is not ours, and read back by ours.
source "$ROOT/tests/interop/support.sh"

reads() {
    "$BEDSIDE" convert "$1" --to moodle-xml -o "$2.xml" 2>"$2.lost" && python3 "$ROOT/tests/interop/moodle_read.py" "$2.xml" "$2.lost" "$1"
}

back() {
    "$BEDSIDE" convert "$1.xml" -o "$1.back.toml" 2>"$1.again" && [ ! -s "$1.again" ] &&
        "$BEDSIDE" convert "$1.back.toml" --to moodle-xml -o "$1.back.xml" && diff <(grep -v '^  <!--' "$1.xml") <(grep -v '^  <!--' "$1.back.xml")
}

for quiz in "$ROOT"/quizzes/*.toml "$ROOT/tests/it/fixtures/exchange/own.toml"; do
    name=$(basename "$quiz" .toml)
    claim "Python's XML reader reads $name.xml" reads "$quiz" "$name"
    claim "we read $name.xml back as we wrote it" back "$name"
done
