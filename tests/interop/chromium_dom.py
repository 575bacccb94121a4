"""chromium_dom.py dom.html: what the browser made of the page."""

import html.parser
import sys


class Found(html.parser.HTMLParser):
    """Counts the elements, and keeps what matters of them."""

    def __init__(self):
        super().__init__()
        self.count, self.labels, self.outside = {}, [], []

    def handle_starttag(self, tag, attrs):
        self.count[tag] = self.count.get(tag, 0) + 1
        for name, value in attrs:
            if name == "aria-label":
                self.labels.append(value)
            if name in ("src", "href", "srcset") or name.startswith("on"):
                self.outside.append((tag, name, value))


with open(sys.argv[1], encoding="utf-8") as opened:
    text = opened.read()
found = Found()
found.feed(text)
charts = [label for label in found.labels if "complete" in label or "never started" in label]
wrong = [
    found.count.get("script", 0) > 0,
    found.count.get("img", 0) > 0,
    bool(found.outside),
    found.count.get("h1") != 1,
    len(charts) < 5,
    found.count.get("caption", 0) + found.count.get("th", 0) < 20,
    "&lt;script&gt;alert(1)&lt;/script&gt;" not in text,
]
if any(wrong):
    sys.exit(f"{wrong} {found.count} {found.outside}")
