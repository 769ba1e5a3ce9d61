/// RFC 9112, 5; RFC 9110, 5.
let fieldRows: [WireRow] = [
  WireRow("a value may be empty", head("GET / HTTP/1.1", "X:"), 200),
  WireRow("a value needs no blank before it", head("GET / HTTP/1.1", "X:y"), 200),
  WireRow(
    "blanks and tabs around a value are no part of it", head("GET / HTTP/1.1", "X: \t y \t"), 200),
  WireRow("a tab within a value is allowed", head("GET / HTTP/1.1", "X: a\tb"), 200),
  WireRow("bytes above ASCII are allowed in a value", head("GET / HTTP/1.1", "X: \u{E9}"), 200),
  WireRow("a name may be any token", head("GET / HTTP/1.1", "x!#$%&'*+-.^_`|~9: y"), 200),
  WireRow("a blank before a colon is refused", head("GET / HTTP/1.1", "X : y"), 400),
  WireRow("a tab before a colon is refused", head("GET / HTTP/1.1", "X\t: y"), 400),
  WireRow("a blank within a name is refused", head("GET / HTTP/1.1", "X qQzZ: y"), 400),
  WireRow("a folded line is refused", head("GET / HTTP/1.1", "X: a", " b"), 400),
  WireRow("a line folded with a tab is refused", head("GET / HTTP/1.1", "X: a", "\tb"), 400),
  WireRow("a blank before the first field is refused", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400),
  WireRow("a line of blanks ends no section", "GET / HTTP/1.1\r\nHost: a\r\n \r\n\r\n", 400),
  WireRow("a line without a colon is refused", head("GET / HTTP/1.1", "X"), 400),
  WireRow("a line without a name is refused", head("GET / HTTP/1.1", ": y"), 400),
  WireRow("a name in brackets is refused", head("GET / HTTP/1.1", "(X): y"), 400),
  WireRow("a name beyond ASCII is refused", head("GET / HTTP/1.1", "\u{E9}: y"), 400),
  WireRow("a NUL in a value is refused", head("GET / HTTP/1.1", "X: a\u{0}b"), 400),
  WireRow("a NUL in a name is refused", head("GET / HTTP/1.1", "X\u{0}: b"), 400),
  WireRow("a bell in a value is refused", head("GET / HTTP/1.1", "X: \u{7}"), 400),
  WireRow("a vertical tab in a value is refused", head("GET / HTTP/1.1", "X: a\u{B}b"), 400),
  WireRow("a DEL in a value is refused", head("GET / HTTP/1.1", "X: \u{7F}"), 400),
  WireRow("a bare CR in a value is refused", head("GET / HTTP/1.1", "X: a\rb"), 400),
  WireRow("a bare LF in a value is refused", head("GET / HTTP/1.1", "X: a\nb"), 400),
  WireRow("a bare LF ends no field line", "GET / HTTP/1.1\r\nHost: a\n\r\n", 400),
  WireRow("a bare LF ends no section", "GET / HTTP/1.1\r\nHost: a\r\n\n", 400),
  WireRow("a bare CR ends no section", "GET / HTTP/1.1\r\nHost: a\r\n\r", closes: false),
  WireRow("a CR and then another byte end no section", "GET / HTTP/1.1\r\nHost: a\r\n\rX", 400),
  WireRow("a refused HEAD has no body either", head("HEAD / HTTP/1.1", "X : y"), 400),
]

/// RFC 9112, 3.2; RFC 9110, 7.2.
let hostRows: [WireRow] = [
  WireRow("no Host is refused", "GET / HTTP/1.1\r\n\r\n", 400),
  WireRow("two Hosts are refused", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
  WireRow("two Hosts alike are refused", "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", 400),
  WireRow("two Hosts are refused in HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", 400),
  WireRow("an empty Host is one", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 200),
  WireRow("a Host has a port", "GET / HTTP/1.1\r\nHost: a.example:8080\r\n\r\n", 200),
  WireRow("a Host's port may be empty", "GET / HTTP/1.1\r\nHost: a:\r\n\r\n", 200),
  WireRow("a Host's name has no case", "GET / HTTP/1.1\r\nhOST: a\r\n\r\n", 200),
  WireRow("a Host may be an address of IPv6", "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", 200),
  WireRow("an address of IPv6 must end", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400),
  WireRow("an address of IPv6 is hexadecimal", "GET / HTTP/1.1\r\nHost: [::g]\r\n\r\n", 400),
  WireRow(
    "nothing stands between an address and its port", "GET / HTTP/1.1\r\nHost: [::1]a:80\r\n\r\n",
    400),
  WireRow("an address of IPv6 needs its brackets", "GET / HTTP/1.1\r\nHost: ::1\r\n\r\n", 400),
  WireRow("a Host has no blank", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
  WireRow("a Host has no path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
  WireRow("a Host has no user", "GET / HTTP/1.1\r\nHost: qQzZ@a\r\n\r\n", 400),
  WireRow("a Host is not two with a comma between", "GET / HTTP/1.1\r\nHost: a:1,b\r\n\r\n", 400),
  WireRow("a Host's port is a number", "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", 400),
  WireRow("a Host's port has no sign", "GET / HTTP/1.1\r\nHost: a:+80\r\n\r\n", 400),
  WireRow(
    "a Host's port is no larger than a port can be",
    "GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n", 400),
  WireRow("a Host may have the largest port", "GET / HTTP/1.1\r\nHost: a:65535\r\n\r\n", 200),
  WireRow("a Host's percent needs two digits", "GET / HTTP/1.1\r\nHost: a%4\r\n\r\n", 400),
  WireRow("a Host's port needs a host", "GET / HTTP/1.1\r\nHost: :80\r\n\r\n", 400),
]

/// RFC 9110, 7.6.1 and 10.1.1; RFC 9112, 9.
let connectionRows: [WireRow] = [
  WireRow(
    "requests are answered in their order", get("/1") + get("/2") + get("/3"), 200, 200, 200,
    seen: ["GET /1 [] ", "GET /2 [] ", "GET /3 [] "]),
  WireRow(
    "close ends the connection", head("GET / HTTP/1.1", "Connection: close"), 200, closes: true),
  WireRow(
    "close has no case and may be in a list", head("GET / HTTP/1.1", "Connection: x, CLOSE"), 200,
    closes: true),
  WireRow(
    "close may be in a second line", head("GET / HTTP/1.1", "Connection: x", "Connection: close"),
    200, closes: true),
  WireRow(
    "what follows a close is not read", head("GET / HTTP/1.1", "Connection: close") + get("/2"),
    200,
    closes: true, seen: ["GET / [] "]),
  WireRow("keep-alive keeps", head("GET / HTTP/1.1", "Connection: keep-alive"), 200),
  WireRow("closed is not close", head("GET / HTTP/1.1", "Connection: closed"), 200),
  WireRow(
    "keep-alive doesn't keep HTTP/1.0", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 200,
    closes: true),
  WireRow(
    "a good request and then a bad one", get("/") + head("GET / HTTP/1.1", "X : y"), 200, 400),
  WireRow(
    "what follows a bad request is not read", head("GET / HTTP/1.1", "X : y") + get("/"), 400,
    seen: []),
  WireRow(
    "an upgrade is not taken up", head("GET / HTTP/1.1", "Connection: upgrade", "Upgrade: h2c"), 200
  ),
  WireRow("HEAD is answered without a body", head("HEAD / HTTP/1.1") + get("/"), 200, 200),
  WireRow(
    "an expected 100 comes before the body",
    head("POST / HTTP/1.1", "Content-Length: 2", "Expect: 100-Continue"), 100, closes: false),
  WireRow(
    "after the 100 the body is read",
    head("POST / HTTP/1.1", "Content-Length: 2", "Expect: 100-continue") + "ab", 100, 200,
    seen: ["POST / [] ab"]),
  WireRow(
    "a chunked body may be expected too",
    head("POST / HTTP/1.1", "Transfer-Encoding: chunked", "Expect: 100-continue") + "0\r\n\r\n",
    100, 200),
  WireRow("no 100 for no body", head("GET / HTTP/1.1", "Expect: 100-continue"), 200),
  WireRow(
    "no 100 for an empty body",
    head("POST / HTTP/1.1", "Content-Length: 0", "Expect: 100-continue"), 200),
  WireRow(
    "no 100 for a body that is too long",
    head("POST / HTTP/1.1", "Content-Length: 101", "Expect: 100-continue"), 413),
  WireRow(
    "no 100 for a request that isn't admitted",
    head("POST /closed HTTP/1.1", "Content-Length: 2", "Expect: 100-continue"), 401),
  WireRow(
    "no 100 in HTTP/1.0",
    "POST / HTTP/1.0\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\nab", 200, closes: true),
  WireRow("another expectation can't be met", head("GET / HTTP/1.1", "Expect: qQzZ"), 417),
  WireRow(
    "two expectations can't be met", head("GET / HTTP/1.1", "Expect: 100-continue", "Expect: a"),
    417),
  WireRow(
    "an answer before the body closes",
    head("POST /closed HTTP/1.1", "Content-Length: 2") + "ab" + get("/"), 401, seen: []),
  WireRow(
    "an answer before a chunked body closes",
    head("POST /closed HTTP/1.1", "Transfer-Encoding: chunked") + "0\r\n\r\n", 401),
  WireRow(
    "an answer where there is no body keeps", head("GET /closed HTTP/1.1") + get("/"), 401, 200),
  WireRow(
    "an answer where the body is empty keeps",
    head("POST /closed HTTP/1.1", "Content-Length: 0") + get("/"), 401, 200),
]
