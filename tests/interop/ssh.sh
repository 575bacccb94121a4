# OpenSSH: the course from another machine, as docs/hosting.md sets it up. A real sshd on loopback, real clients, one database.
source "$ROOT/tests/interop/support.sh"
python_packages pyte==0.8.2
debian_packages sshd:openssh-server ssh:openssh-client sudo:sudo
mkdir -p /run/sshd

here=$PWD
data="$here/records" course="$here/course"
mkdir -p "$course/lessons" "$course/quizzes"
cat >"$course/course.toml" <<'TOML'
format  = 1
id      = "hosted"
title   = "Hosted"
version = "1.0"
TOML
cat >"$course/lessons/ward.toml" <<'TOML'
title = "The ward"
[[page]]
title = "One page"
text  = "Nothing to read here."
TOML
{
    printf 'shuffle_options = false\npass = 50\n'
    for number in $(seq 1 10); do
        printf '[[question]]\nid = "q%s"\nask = "Is this question %s?"\nanswer = true\nwhy = "It says so."\n' "$number" "$number"
    done
} >"$course/quizzes/ward.toml"

# First way: each person has an account on the host, and the account says who learns. The course runs as an account of its own, so
# that nobody can read or write the records but through it.
hall=$(mktemp -d /tmp/bedside-hall.XXXXXX)
chmod 755 "$hall"
people=(bedside-it-ada bedside-it-bob)
sshd=''
leave() {
    [ -z "$sshd" ] || kill "$sshd" 2>/dev/null || true
    for account in "${people[@]}" bedside-it; do userdel "$account" 2>/dev/null || true; done
    rm -rf "$hall" /etc/sudoers.d/bedside-it
}
trap leave EXIT
useradd --no-create-home --home-dir "$hall" --shell /bin/sh --password '*' bedside-it
for account in "${people[@]}"; do useradd --no-create-home --home-dir "$hall" --shell /bin/sh --password '*' --groups bedside-it "$account"; done
cp "$BEDSIDE" "$hall/bedside"
cp -r "$course" "$hall/course"
install -d -o bedside-it -g bedside-it -m 700 "$hall/records"
cat >"$hall/hosted" <<'SH'
#!/bin/sh
exec @HALL@/bedside --course @HALL@/course --data @HALL@/records --learner "$SUDO_USER"
SH
sed -i "s|@HALL@|$hall|g" "$hall/hosted"
chmod 755 "$hall/hosted"
printf 'Defaults!%s env_keep += "TERM COLORTERM LANG LC_ALL NO_COLOR"\n%%bedside-it ALL = (bedside-it) NOPASSWD: %s ""\n' "$hall/hosted" "$hall/hosted" >/etc/sudoers.d/bedside-it
chmod 440 /etc/sudoers.d/bedside-it

# Second way: one account for all, and each person's key says who learns.
learners=50
ssh-keygen -q -t ed25519 -N '' -f host_key
for number in $(seq 1 $learners); do
    ssh-keygen -q -t ed25519 -N '' -C "learner$number" -f "key$number"
    printf 'restrict,pty,command="%s --learner learner%s --course %s --data %s" %s\n' "$BEDSIDE" "$number" "$course" "$data" "$(cat "key$number.pub")"
done >"$hall/keys.$(id -un)"
cat key1.pub >"$hall/keys.bedside-it-ada"
cat key2.pub >"$hall/keys.bedside-it-bob"

port=$(python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])')
sed -e "s|@PORT@|$port|" -e "s|@HERE@|$here|g" -e "s|@HALL@|$hall|g" >sshd_config <<'CONF'
Port @PORT@
ListenAddress 127.0.0.1
HostKey @HERE@/host_key
PidFile @HERE@/sshd.pid
AuthorizedKeysFile @HALL@/keys.%u
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin forced-commands-only
UsePAM no
AllowTcpForwarding no
AllowStreamLocalForwarding no
AllowAgentForwarding no
X11Forwarding no
PermitTunnel no
PermitUserEnvironment no
PermitUserRC no
AcceptEnv LANG LC_* COLORTERM NO_COLOR
MaxStartups 200
ClientAliveInterval 30
Match Group bedside-it
    ForceCommand sudo -n -u bedside-it @HALL@/hosted
CONF
/usr/sbin/sshd -D -f sshd_config -E sshd.log &
sshd=$!

client() { # client NUMBER WHERE [ssh options and words…]
    local number=$1
    shift
    ssh -F none -p "$port" -i "key$number" -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR "$@"
}
for _ in $(seq 100); do
    client 1 -o ConnectTimeout=5 127.0.0.1 true </dev/null >/dev/null 2>&1 && break
    sleep 0.1
done
kept() { "$PYTHON" "$ROOT/tests/interop/ssh_learners.py" kept "$@"; }
no_shell_at() { # A command that is asked for is not run: the course answers, line by line, since there is no terminal.
    local said
    said=$(client 1 "$1" 'cat /etc/passwd; id' </dev/null 2>&1 || true)
    grep -q 'Your name' <<<"$said" && ! grep -qE 'root:|uid=' <<<"$said"
}
no_way_through() { # No forwarding to another port of the host, and no file transfer.
    local free
    free=$(python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])')
    client 1 -o ExitOnForwardFailure=yes -R "$free:127.0.0.1:$port" "$1" </dev/null >/dev/null 2>&1 && return 1
    printf 'x\n' | client 1 -W "127.0.0.1:$port" "$1" 2>&1 | grep -q SSH-2.0 && return 1
    printf 'get /etc/passwd got\n' | sftp -q -F none -P "$port" -i key1 -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -b - "$1" >/dev/null 2>&1
    [ ! -e got ]
}

account_names_learner() {
    printf 'Ada\n\n\n\n\nquit\n' | client 1 bedside-it-ada@127.0.0.1 >/dev/null 2>&1
    printf 'Mallory\n\n\n\n\nquit\n' | client 2 -o SendEnv=BEDSIDE_LEARNER bedside-it-bob@127.0.0.1 'hosted --learner bedside-it-eve' >/dev/null 2>&1
    kept "$hall/records" bedside-it-ada && kept "$hall/records" bedside-it-bob && ! kept "$hall/records" bedside-it-eve
}
records_are_out_of_reach() { # The learner's own account cannot open the folder, and may become nobody else.
    [ "$(stat -c '%a %U' "$hall/records/bedside.db")" = '600 bedside-it' ] &&
        ! sudo -n -u bedside-it-ada ls "$hall/records" 2>/dev/null &&
        ! sudo -n -u bedside-it-ada sudo -n -u bedside-it /bin/sh -c id 2>/dev/null &&
        ! sudo -n -u bedside-it-ada sudo -n -u bedside-it "$hall/hosted" --learner bedside-it-bob </dev/null 2>/dev/null
}
key_names_learner() {
    printf 'Mallory\n\n\n\n\nquit\n' | BEDSIDE_LEARNER=learner3 client 2 -o SendEnv=BEDSIDE_LEARNER 127.0.0.1 'bedside --learner learner3' >/dev/null 2>&1 || true
    kept "$data" learner2 && ! kept "$data" learner3
}

claim "accounts: no command runs but the course, and there is no shell" no_shell_at bedside-it-ada@127.0.0.1
claim "accounts: the account says who learns, whatever else is asked for" account_names_learner
claim "accounts: the records are out of the learner's reach" records_are_out_of_reach
claim "accounts: no forwarding and no file transfer" no_way_through bedside-it-ada@127.0.0.1
claim "keys: no command runs but the course, and there is no shell" no_shell_at 127.0.0.1
claim "keys: the key says who learns, whatever else is asked for" key_names_learner
claim "keys: no forwarding and no file transfer" no_way_through 127.0.0.1
took=''
together=$("$PYTHON" "$ROOT/tests/interop/ssh_learners.py" drive "$data" "$learners" "$port" "$here" 2>&1) || took=' (it failed)'
all_end() {
    printf '%s\n' "$together"
    [ -z "$took" ]
}
claim "$learners learners at once on one database: the connection is cut in the middle, nobody's answer is lost, everybody ends; $(grep -o '[0-9]* keys: median.*' <<<"$together" || echo 'no figure')$took" all_end
