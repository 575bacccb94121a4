# Kills a server as a power cut would, and starts it again: `postgres_restart.sh FOLDER`.
SERVERS_STAY=yes source "$(dirname "$0")/postgres_server.sh"
port=$(sed -n 4p "$1/data/postmaster.pid")
kill -9 "$(head -1 "$1/data/postmaster.pid")"
# Its children need a moment to notice, and hold the port open until then: whoever knocks meanwhile is let in by nobody.
for _ in $(seq 600); do
    (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    sleep 0.1
done
# One that starts may need long to mend what was cut off: started anew is only what does not run.
for _ in $(seq 3000); do
    as_nobody "$(cat "$1/bin")/pg_ctl" -D "$1/data" status >/dev/null 2>&1 || start_server "$1" || true
    (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && exit 0
    sleep 0.1
done
tail -5 "$1/data/log" >&2
exit 1
