"""python3 cmi5_lms.py ADDRESS STATEMENTS: starts a course by cmi5; writes the address to start it with into one file, and what it is told
into the other, a statement a line."""

import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import quote

TOKEN = "dG9rZW4="
DATA = {
    "contextTemplate": {
        "contextActivities": {"grouping": [{"objectType": "Activity", "id": "https://example.org/small/unit"}]},
        "extensions": {"https://w3id.org/xapi/cmi5/context/extensions/sessionid": "s-1"},
    },
    "launchMode": "Normal",
    "moveOn": "Completed",
}


class System(BaseHTTPRequestHandler):
    def answer(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        assert self.headers["Authorization"] == "Basic " + TOKEN
        self.answer(DATA if "/activities/state" in self.path else {"languagePreference": "en"})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/fetch":
            return self.answer({"auth-token": TOKEN})
        assert self.headers["Authorization"] == "Basic " + TOKEN
        statements = json.loads(body)
        with open(sys.argv[2], "a", encoding="utf-8") as kept:
            for statement in statements:
                kept.write(json.dumps(statement) + "\n")
        self.answer([statement["id"] for statement in statements])

    def log_message(self, *words):
        pass


server = HTTPServer(("127.0.0.1", 0), System)
here = f"http://127.0.0.1:{server.server_port}"
actor = {"objectType": "Agent", "account": {"homePage": "https://example.org", "name": "p-1"}}
parts = {
    "endpoint": here + "/xapi",
    "fetch": here + "/fetch",
    "actor": json.dumps(actor),
    "registration": "9c4e3e44-25b1-4baf-a532-61ea3527a02d",
    "activityId": "https://example.org/activity/1",
}
with open(sys.argv[1], "w", encoding="utf-8") as file:
    file.write("bedside://launch/small?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in parts.items()))
server.serve_forever()
