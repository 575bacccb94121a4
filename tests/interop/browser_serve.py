"""A page with xterm.js, and for each visitor a program in a pseudo-terminal behind a web socket. On loopback, on a free port.

    browser_serve.py FOLDER_OF_XTERM FILE_FOR_THE_PORT -- PROGRAM [WORD…]
"""

import asyncio
import fcntl
import json
import os
import pathlib
import pty
import signal
import struct
import sys
import termios
from http import HTTPStatus

from websockets.asyncio.server import serve
from websockets.datastructures import Headers
from websockets.http11 import Response

PAGE = """<!doctype html><meta charset="utf-8"><title>bedside</title><link rel="stylesheet" href="/xterm.css">
<style>body{margin:0;background:#000}</style><div id="terminal"></div><script src="/xterm.js"></script><script>
const terminal = new Terminal({cols: 80, rows: 24, allowProposedApi: true, fontFamily: 'DejaVu Sans Mono'});
terminal.open(document.getElementById('terminal'));
const socket = new WebSocket(location.href.replace('http', 'ws'));
socket.binaryType = 'arraybuffer';
socket.onopen = () => { socket.send(JSON.stringify({cols: 80, rows: 24})); window.ready = true; };
socket.onmessage = event => terminal.write(new Uint8Array(event.data));
socket.onclose = () => { window.over = true; };
terminal.onData(data => socket.send(JSON.stringify({keys: data})));
terminal.onBinary(data => socket.send(JSON.stringify({keys: data})));
terminal.onResize(({cols, rows}) => socket.send(JSON.stringify({cols, rows})));
window.terminal = terminal; terminal.focus();
</script>"""


def asset(xterm, path):
    known = {"/xterm.js": ("lib/xterm.js", "text/javascript"), "/xterm.css": ("css/xterm.css", "text/css")}
    if path in known:
        file, kind = known[path]
        return (pathlib.Path(xterm) / file).read_bytes(), kind
    return PAGE.encode(), "text/html; charset=utf-8"


async def main(xterm, port_file, words):
    def http(connection, request):
        if request.headers.get("Upgrade", "").lower() == "websocket":
            return None
        body, kind = asset(xterm, request.path)
        return Response(HTTPStatus.OK.value, "OK", Headers({"Content-Type": kind, "Content-Length": str(len(body)), "Connection": "close"}), body)

    async def visit(socket):
        process, terminal = pty.fork()
        if process == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8")
            os.execvp(words[0], words)
        loop = asyncio.get_running_loop()
        output = asyncio.Queue()

        def readable():
            try:
                data = os.read(terminal, 65536)
            except OSError:
                data = b""
            if not data:
                loop.remove_reader(terminal)
            output.put_nowait(data)

        async def write():
            while data := await output.get():
                await socket.send(data)
            await socket.close()

        loop.add_reader(terminal, readable)
        writing = asyncio.create_task(write())
        try:
            async for message in socket:
                said = json.loads(message)
                if "keys" in said:
                    os.write(terminal, said["keys"].encode())
                else:
                    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", said["rows"], said["cols"], 0, 0))
        finally:
            writing.cancel()
            loop.remove_reader(terminal)
            os.kill(process, signal.SIGHUP)
            os.close(terminal)
            await asyncio.to_thread(os.waitpid, process, 0)

    async with serve(visit, "127.0.0.1", 0, process_request=http, max_size=None) as server:
        part = pathlib.Path(port_file + ".part")
        part.write_text(str(server.sockets[0].getsockname()[1]))
        part.rename(port_file)
        await asyncio.get_running_loop().create_future()


xterm, port_file, _, *words = sys.argv[1:]
asyncio.run(main(xterm, port_file, words))
