# Multiplexers and old terminals: tmux, GNU screen, the Linux console's TERM, a slow line, focus reports.
source "$ROOT/tests/interop/support.sh"
python_packages pyte==0.8.2
debian_packages tmux:tmux screen:screen
export LANG=C.UTF-8 LC_ALL=C.UTF-8 SCREENDIR="$PWD/screens"
mkdir -m 700 -p "$SCREENDIR"
name="bedside-it-$$"
trap 'tmux -L "$name" kill-server 2>/dev/null || true; screen -S "$name" -X quit >/dev/null 2>&1 || true' EXIT

in_tmux() { tmux -L "$name" "$@"; }
shown_by_tmux() { in_tmux capture-pane -p; }
shown_by_screen() {
    rm -f hard.copy
    screen -S "$name" -p 0 -X hardcopy -h hard.copy 2>/dev/null || screen -S "$name" -p 0 -X hardcopy hard.copy
    for _ in $(seq 50); do [ -s hard.copy ] && break; sleep 0.02; done
    cat hard.copy 2>/dev/null || true
}
sees() { # sees SHOWN WORDS
    for _ in $(seq 400); do
        "$1" | grep -qF -- "$2" && return 0
        sleep 0.05
    done
    printf '«%s» never came:\n' "$2"
    "$1"
    return 1
}

tmux_takes_it() {
    in_tmux -f /dev/null new-session -d -x 80 -y 24 "'$BEDSIDE' --data '$PWD/tmux'; echo left; sleep 60"
    in_tmux set -g mouse on
    sees shown_by_tmux 'Your name' || return 1
    in_tmux set-buffer 'Zoë 山田' && in_tmux paste-buffer -p
    sees shown_by_tmux 'Zoë 山田' || return 1
    in_tmux send-keys Enter Enter Enter Enter
    sees shown_by_tmux 'Why be there at all' || return 1
    in_tmux send-keys Enter && sees shown_by_tmux 'page 1 of' || return 1
    in_tmux send-keys Right && sees shown_by_tmux 'page 2 of' || return 1
    in_tmux resize-window -x 40 -y 12 && sees shown_by_tmux 'page 2' || return 1
    in_tmux resize-window -x 140 -y 40 && sees shown_by_tmux 'page 2 of' || return 1
    in_tmux send-keys BSpace && sees shown_by_tmux 'Why be there at all' || return 1
    in_tmux send-keys q && sees shown_by_tmux left
}
screen_takes_it() {
    TERM=xterm-256color screen -U -h 0 -dmS "$name" sh -c "stty rows 24 cols 80; '$BEDSIDE' --data '$PWD/screen'; echo left; sleep 60"
    sees shown_by_screen 'Your name' || return 1
    screen -S "$name" -p 0 -X stuff 'Ada'
    sees shown_by_screen 'Ada' || return 1
    screen -S "$name" -p 0 -X stuff $'\r\r\r\r'
    sees shown_by_screen 'Why be there at all' || return 1
    screen -S "$name" -p 0 -X stuff $'\r' && sees shown_by_screen 'page 1 of' || return 1
    screen -S "$name" -p 0 -X stuff $'\e[C' && sees shown_by_screen 'page 2 of' || return 1
    screen -S "$name" -p 0 -X stuff 'q' && sees shown_by_screen left
}

claim "tmux: paste, keys, sizes, Backspace for Esc, and the pane whole afterwards" tmux_takes_it
claim "GNU screen: keys, arrows, and the window whole afterwards" screen_takes_it
for way in linux slow focus; do
    claim "$("$PYTHON" "$ROOT/tests/interop/terminals_pty.py" what "$way")" "$PYTHON" "$ROOT/tests/interop/terminals_pty.py" "$way" "$BEDSIDE" "$PWD/$way"
done
