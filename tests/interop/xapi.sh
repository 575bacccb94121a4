# xapi-validation, the strictest offline reader of xAPI 1.0.3 statements.
source "$ROOT/tests/interop/support.sh"
node_packages xapi-validation@2.1.4

cohort 24 records
"$BEDSIDE" --data records export --format xapi --home https://example.org/training -o all.jsonl 2>told

claim "xapi-validation finds no fault in $(wc -l <all.jsonl) statements" node "$ROOT/tests/interop/xapi_validate.cjs" all.jsonl
claim "every verb and every kind of answer is among them" node "$ROOT/tests/interop/xapi_kinds.cjs" all.jsonl
"$BEDSIDE" --data records export --format xapi --home https://example.org/training >again.jsonl
claim "the same facts are the same statements, byte for byte" cmp all.jsonl again.jsonl
