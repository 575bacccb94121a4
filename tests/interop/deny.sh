# cargo-deny: under which licences the crates may be passed on, where they come from, and which may not be among them.
source "$ROOT/tests/interop/support.sh"

tools="$INTEROP_CACHE/cargo-deny-0.20.2"
[ -x "$tools/bin/cargo-deny" ] || cargo install --quiet --locked --root "$tools" cargo-deny@0.20.2 >&2

holds() {
    "$tools/bin/cargo-deny" --manifest-path "$ROOT/Cargo.toml" --locked --all-features --log-level error check "$1"
}

claim "every licence is one that the program may be passed on under" holds licenses
claim "no crate is one that deny.toml forbids" holds bans
claim "every crate comes from crates.io" holds sources

# The list of known weaknesses lies where not every machine can reach it; where it can, no crate is on it.
if "$tools/bin/cargo-deny" --manifest-path "$ROOT/Cargo.toml" --locked fetch db >/dev/null 2>&1; then
    claim "no crate has a known weakness" holds advisories
else
    printf 'advisories were not looked up: their list cannot be reached from here\n' >&2
fi

# A check that cannot fail is none: a crate that is here, forbidden, is found.
forbids_serde() {
    sed 's/{ crate = "openssl-sys"/{ crate = "serde" }, &/' "$ROOT/deny.toml" >"$PWD/deny.toml"
    ! "$tools/bin/cargo-deny" --manifest-path "$ROOT/Cargo.toml" --locked --log-level error check --config "$PWD/deny.toml" bans
}
claim "a crate that is forbidden is found" forbids_serde
