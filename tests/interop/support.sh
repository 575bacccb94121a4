# What every partner may use: `source "$ROOT/tests/interop/support.sh"`.

# Tells one claim: `claim "what holds" command…` runs the command and says whether it did.
claim() {
    local what=$1 said
    shift
    if said=$("$@" 2>&1); then
        printf 'ok %s\n' "$what"
    else
        printf 'not ok %s\n' "$what"
        # What a test says first is why it failed; a back-trace, how it came there, may push that out of sight.
        { grep -A4 -m1 'panicked at' <<<"$said" || true; tail -20 <<<"$said"; } | sed 's/^/    /'
    fi
}

# Makes Debian's packages be there where their programs are not: `debian_packages qpdf:qpdf pdftoppm:poppler-utils`.
debian_packages() {
    local pair missing=() root=()
    for pair in "$@"; do
        PATH="$PATH:/usr/sbin:/sbin" command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    [ "$(id -u)" -eq 0 ] || root=(sudo -n)
    local apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
    { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "${missing[@]}"; } >"$INTEROP_WORK/apt.log" 2>&1 || {
        cat "$INTEROP_WORK/apt.log" >&2
        return 1
    }
}

# Makes `$CHROMIUM` a browser, with letters for names of every script.
a_browser() {
    CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
    if [ -z "$CHROMIUM" ]; then
        debian_packages chromium:chromium chromium:fonts-dejavu-core chromium:fonts-noto-cjk
        CHROMIUM=$(command -v chromium)
    fi
    export CHROMIUM
}

# Makes npm packages of exact versions known to `node`: `node_packages gift-pegjs@1.0.2`.
node_packages() {
    local folder="$INTEROP_CACHE/node"
    mkdir -p "$folder"
    [ -f "$folder/package.json" ] || printf '{"private":true}\n' >"$folder/package.json"
    local package missing=()
    for package in "$@"; do
        [ -f "$folder/.$(tr '/' '_' <<<"$package")" ] || missing+=("$package")
    done
    if [ ${#missing[@]} -gt 0 ]; then
        (cd "$folder" && npm install --no-audit --no-fund --silent --save-exact "${missing[@]}") >&2
        for package in "${missing[@]}"; do touch "$folder/.$(tr '/' '_' <<<"$package")"; done
    fi
    export NODE_PATH="$folder/node_modules"
}

# Makes the records of so many learners who took the shipped course, and a roster of them: `cohort 24 records`. Made once a run, in
# memory where there is some, since every fact waits for the disk.
cohort() {
    local made="$INTEROP_WORK/cohort-$1" quick
    if [ ! -d "$made" ]; then
        quick=$(mktemp -d -p "$([ -w /dev/shm ] && echo /dev/shm || echo "$INTEROP_WORK")")
        (cd "$ROOT" && cargo run --quiet --locked --example cohort -- "$quick" "$1") >&2
        cp -r "$quick" "$made" && rm -rf "$quick"
    fi
    cp -r "$made" "$2"
}

# Makes Python packages of exact versions known to `$PYTHON`: `python_packages anki==26.9.3`. Each set has an environment of its own,
# so that no partner changes another's.
python_packages() {
    local folder
    folder="$INTEROP_CACHE/python-$(tr -c 'a-zA-Z0-9.\n' '-' <<<"$*")"
    if [ ! -f "$folder/.whole" ]; then
        rm -rf "$folder"
        python3 -m venv "$folder" >&2
        "$folder/bin/pip" install --quiet --disable-pip-version-check "$@" >&2
        touch "$folder/.whole"
    fi
    export PYTHON="$folder/bin/python"
}
