# Kills a server as a power cut would, and starts it again: `postgres_restart.sh FOLDER`.
SERVERS_STAY=yes source "$(dirname "$0")/postgres_server.sh"
kill -9 "$(head -1 "$1/data/postmaster.pid")"
for _ in $(seq 200); do
    # Its children need a moment to notice.
    start_server "$1" && exit 0
    sleep 0.1
done
exit 1
