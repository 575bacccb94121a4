# Taplo and tombi, the language servers of TOML: they take our schemas, find the shipped course right, and a wrong file wrong where
# `bedside check` does.
source "$ROOT/tests/interop/support.sh"
python_packages taplo==0.9.3 tombi==1.9.6
bin=$(dirname "$PYTHON")

cp -r "$ROOT"/{lessons,quizzes,course.toml,glossary.toml} .
for kind in course lesson quiz glossary shared; do "$BEDSIDE" schema "$kind" >"$kind.schema.json"; done

printf 'toml-version = "v1.0.0"\n[schema]\nenabled = true\ncatalog = { paths = [] }\n' >tombi.toml
rule() {
    printf '[[rule]]\ninclude = ["%s"]\nschema.path = "%s.schema.json"\n' "$2" "$1" >>.taplo.toml
    printf '[[schemas]]\npath = "%s.schema.json"\ninclude = ["%s"]\n' "$1" "$2" >>tombi.toml
}
rule course course.toml
rule glossary glossary.toml
rule lesson 'lessons/*.toml'
rule quiz 'quizzes/*.toml'

claim "taplo takes the schemas and finds nothing wrong with the shipped course" "$bin/taplo" check --cache-path "$PWD/cache"
claim "tombi takes the schemas and finds nothing wrong with the shipped course" "$bin/tombi" lint --offline

cat >quizzes/wrong.toml <<'TOML'
title = "Wrong"
pass = "most"
shufle = true

[[question]]
id = "so"
ask = "So?"
answer = true
why = 3
TOML

# The same three: a word for a number, a setting that there is not, a number for words.
finds() {
    local said
    said=$("$@" 2>&1) && return 1
    said=$(sed 's/\x1b\[[0-9;]*m//g' <<<"$said")
    for line in 2 3 9; do
        grep -q "wrong.toml:$line:" <<<"$said" || { printf 'nothing about line %s in:\n%s\n' "$line" "$said"; return 1; }
    done
}
claim "taplo finds what is wrong in a file" finds "$bin/taplo" check --cache-path "$PWD/cache" quizzes/wrong.toml
claim "tombi finds what is wrong in a file" finds "$bin/tombi" lint --offline quizzes/wrong.toml
claim "so does bedside check, on the same lines" finds "$BEDSIDE" check --format short .
