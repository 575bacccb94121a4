# Fills the small disk of a server to the last byte, or gives the room back: `postgres_disk.sh fill|free FOLDER`.
SERVERS_STAY=yes source "$(dirname "$0")/postgres_server.sh"
case $1 in
fill) cat /dev/zero >"$2/data/filler" 2>/dev/null || true ;;
free)
    rm -f "$2/data/filler"
    # A server that could not write its log has stopped, as it should.
    as_nobody "$(cat "$2/bin")/pg_ctl" -D "$2/data" status >/dev/null 2>&1 || start_server "$2" || start_server "$2"
    ;;
esac
