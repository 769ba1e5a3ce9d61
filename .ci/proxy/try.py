#!/usr/bin/env python3
"""What a browser, a telephony system and a mail server do through a proxy with TLS.

    try.py NAME PORT CERTIFICATE TELEPHONY-TOKEN MANAGER-TOKEN MAIL-TOKEN
"""
import gzip
import http.client
import json
import re
import socket
import ssl
import sys
import urllib.parse

NAME, PORT, CERTIFICATE, TELEPHONY, MANAGER, MAIL = sys.argv[1:]
HOST = "desk.example.nz"
OWN = "https://" + HOST
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Origin": OWN, "Sec-Fetch-Site": "same-origin"}


class Proxied(http.client.HTTPSConnection):
    """By the desk's name, from an address of this machine's choice."""

    def __init__(self, source="127.0.0.1"):
        super().__init__(HOST, timeout=60, context=ssl.create_default_context(cafile=CERTIFICATE))
        self.source = source

    def connect(self):
        plain = socket.create_connection(("127.0.0.1", int(PORT)), 60, (self.source, 0))
        self.sock = self._context.wrap_socket(plain, server_hostname=HOST)

    def ask(self, method, path, body=None, fields={}, token=None):
        fields = dict(fields)
        if token:
            fields["Authorization"] = "Bearer " + token
        self.request(method, path, body, fields)
        answer = self.getresponse()
        data = answer.read()
        if answer.getheader("Content-Encoding") == "gzip":
            data = gzip.decompress(data)
        return answer.status, answer.headers, data.decode("utf-8", "replace")


def hold(words, holds, seen=""):
    if not holds:
        sys.exit(f"{NAME}: {words}: does not hold: {seen}")


def post(browser, path, fields, **more):
    return browser.ask("POST", path, urllib.parse.urlencode(fields), {**FORM, **more})


def hidden(page):
    """The hidden fields of the page's first form."""
    fields = re.findall(r"<input[^>]*type=\"?hidden\"?[^>]*>", page)
    pairs = [(re.search(r'name="?([^" >]+)', f), re.search(r'value="([^"]*)"', f)) for f in fields]
    return {name[1]: value[1] for name, value in pairs if name and value}


# -- A browser signs in, and its forms are its own
browser = Proxied()
status, _, page = browser.ask("GET", "/")
hold("the sign-in page", status == 200 and "Sign in" in page, (status, page[:200]))
fields = {**hidden(page), "token": MANAGER}
status, _, page = post(browser, "/sign-in", fields, Origin="https://evil.example.nz")
hold("another site's form is refused", status == 403, (status, page[:200]))
status, headers, page = post(browser, "/sign-in", fields)
cookie = headers.get("Set-Cookie") or ""
hold("one's own is taken", status == 303 and headers["Location"] == "/", (status, page[:200]))
hold("the cookie is for TLS alone", "; Secure" in cookie, cookie)
FORM["Cookie"] = cookie.split(";")[0]
signed_in = {"Cookie": FORM["Cookie"], "Accept-Encoding": "gzip"}
status, _, page = browser.ask("GET", "/me", fields=signed_in)
hold("a page with a form", status == 200, status)
status, headers, page = post(browser, "/me", {**hidden(page), "as": "aroha"})
hold("a form of a session", status == 303, (status, page[:300]))

# -- The board's live part, as its script asks for it
status, headers, page = browser.ask("GET", "/board", fields=signed_in)
hold("the live part", status == 200, status)
tag = headers["ETag"]
status, _, _ = browser.ask("GET", "/board", fields={**signed_in, "If-None-Match": tag})
hold("nothing has changed", status == 304, (status, tag))
event = {"type": "call.started", "call_id": "through", "from": "021 555 0199", "event_id": "through"}
status, _, text = browser.ask(
    "POST", "/v1/call-events", json.dumps(event), {"Content-Type": "application/json"}, TELEPHONY)
hold("a call event", status == 201, (status, text))
status, _, page = browser.ask("GET", "/board", fields={**signed_in, "If-None-Match": tag})
hold("a call has come", status == 200 and "021 555 0199" in page, (status, page[:300]))

# -- Email up to the limit, and beyond it
head = "From: moana@example.nz\r\nTo: support@desk.example.nz\r\nSubject: Large\r\nMessage-ID: <{}@x>\r\n\r\n"
for size, wanted in [(24 << 20, 200), (26 << 20, 413)]:
    message = head.format(size) + ("x" * 76 + "\r\n") * (size // 78)
    mailer = Proxied()
    try:
        status, _, text = mailer.ask("POST", "/v1/mail", message, {"Content-Type": "message/rfc822"}, MAIL)
    except (ConnectionError, ssl.SSLError):
        status, text = 413, "cut off"  # Refused before all was sent.
    hold(f"an email of {size >> 20} MiB", status == wanted, (status, text[:200]))


# -- Who is at the other end: those who try tokens are told apart
def wrong(source, forged=None):
    fields = {"X-Forwarded-For": forged} if forged else {}
    return Proxied(source).ask("GET", "/v1/callbacks", None, fields, "wrong")[0]


seen = [wrong("127.0.0.2") for _ in range(11)]
hold("an address that tries tokens is slowed down", seen == [401] * 10 + [429], seen)
hold("another one is not", wrong("127.0.0.3") == 401)
hold("nobody passes as another", wrong("127.0.0.2", "192.0.2.7") == 429)
print(f"{NAME}: pages, forms, the live part, a large email and addresses hold")
