# xterm.js in a real Chromium: the course in a browser's terminal, taken by keys, mouse and paste, through a storm of resizes.
source "$ROOT/tests/interop/support.sh"
node_packages @xterm/xterm@6.0.0 puppeteer-core@24.31.0
python_packages websockets==15.0.1
a_browser

"$PYTHON" "$ROOT/tests/interop/browser_serve.py" "$NODE_PATH/@xterm/xterm" port -- "$BEDSIDE" --data "$BEDSIDE_HOME" &
served=$!
trap 'kill "$served" 2>/dev/null || true' EXIT
for _ in $(seq 200); do
    [ -s port ] && break
    sleep 0.1
done
# It tells its claims itself.
node "$ROOT/tests/interop/browser_drive.cjs" "http://127.0.0.1:$(cat port)/" "$PWD"
