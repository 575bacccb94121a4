# gift-pegjs, the parser that editors of GIFT use.
source "$ROOT/tests/interop/support.sh"
node_packages gift-pegjs@1.0.2

reads() {
    "$BEDSIDE" convert "$1" --to gift -o "$2.gift" 2>"$2.lost" && node "$ROOT/tests/interop/gift_parse.cjs" "$1" "$2.gift" "$2.lost"
}

for quiz in "$ROOT"/quizzes/*.toml "$ROOT/tests/it/fixtures/exchange/own.toml"; do
    name=$(basename "$quiz" .toml)
    claim "gift-pegjs reads $name.gift" reads "$quiz" "$name"
done
