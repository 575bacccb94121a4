# Anki's own backend, the one its desktop program runs on.
source "$ROOT/tests/interop/support.sh"
python_packages anki==26.9.3

reads() {
    "$BEDSIDE" convert "$1" --to anki -o "$2.txt" 2>"$2.lost" && "$PYTHON" "$ROOT/tests/interop/anki_import.py" "$2.txt" "$2.lost" "$1"
}

for quiz in "$ROOT"/quizzes/*.toml "$ROOT/tests/it/fixtures/exchange/own.toml"; do
    name=$(basename "$quiz" .toml)
    claim "Anki imports $name" reads "$quiz" "$name"
done
