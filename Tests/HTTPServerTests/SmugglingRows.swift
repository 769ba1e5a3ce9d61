/// Known ways to make two readers of one stream part: each is refused, or can be read in one way only
/// (RFC 9112, 11.2).
let smugglingRows: [WireRow] = [
  WireRow(
    "a coding with a blank before its colon hides behind no length",
    head("POST / HTTP/1.1", "Content-Length: 5", "Transfer-Encoding : chunked") + "0\r\n\r\n", 400),
  WireRow(
    "a coding with a tab before its colon is refused",
    head("POST / HTTP/1.1", "Transfer-Encoding\t: chunked") + "0\r\n\r\n", 400),
  WireRow(
    "a coding folded onto a second line is refused",
    head("POST / HTTP/1.1", "Content-Length: 5", "Transfer-Encoding:", " chunked") + "0\r\n\r\n",
    400),
  WireRow(
    "a coding after a bare CR is refused",
    head("POST / HTTP/1.1", "Content-Length: 5", "X: a\rTransfer-Encoding: chunked") + "0\r\n\r\n",
    400),
  WireRow(
    "a coding after a bare LF is refused",
    head("POST / HTTP/1.1", "Content-Length: 5", "X: a\nTransfer-Encoding: chunked") + "0\r\n\r\n",
    400),
  WireRow(
    "a coding with a NUL behind it is refused",
    head("POST / HTTP/1.1", "Transfer-Encoding: chunked\u{0}") + "0\r\n\r\n", 400),
  WireRow(
    "a coding with a vertical tab behind it is refused",
    head("POST / HTTP/1.1", "Transfer-Encoding: chunked\u{B}") + "0\r\n\r\n", 400),
  WireRow(
    "a coding with a comma behind it is refused",
    head("POST / HTTP/1.1", "Transfer-Encoding: chunked,") + "0\r\n\r\n", 400),
  WireRow(
    "a length with a blank before its colon is refused",
    head("POST / HTTP/1.1", "Content-Length : 5") + "0\r\n\r\n", 400),
  WireRow(
    "a length with a parameter is refused",
    head("POST / HTTP/1.1", "Content-Length: 3;a=4") + "abc",
    400),
  WireRow(
    "a length after a vertical tab is refused",
    head("POST / HTTP/1.1", "Content-Length: \u{B}3") + "abc", 400),
  WireRow(
    "a name with an underscore is another name",
    head("POST / HTTP/1.1", "Content_Length: 3", "Transfer_Encoding: chunked") + "abc" + get("/"),
    200, 200, seen: ["POST / [] ", "abcGET / [] "]),
  WireRow(
    "a request within a body is a body",
    head("POST / HTTP/1.1", "Content-Length: 32") + get("/inner") + get("/n"), 200, 200,
    seen: ["POST / [] GET /inner HTTP/1.1\r\nHost: a\r\n\r\n", "GET /n [] "]),
  WireRow(
    "a request within a chunk is a body",
    chunked("20\r\n" + get("/inner") + "\r\n0\r\n\r\n") + get("/n"), 200, 200,
    seen: ["POST / [] GET /inner HTTP/1.1\r\nHost: a\r\n\r\n", "GET /n [] "]),
  WireRow(
    "a last chunk with a minus is refused", chunked("-0\r\n\r\n") + get("/"), 400, seen: []),
  WireRow(
    "a last chunk in 0x is refused", chunked("0x0\r\n\r\n") + get("/"), 400, seen: []),
  WireRow(
    "a trailer changes nothing of how its body was read",
    chunked("1\r\na\r\n0\r\nTransfer-Encoding: gzip\r\nHost: b\r\n\r\n") + get("/n"), 200, 200,
    seen: ["POST / [] a", "GET /n [] "]),
  WireRow(
    "a GET may have chunks",
    head("GET / HTTP/1.1", "Transfer-Encoding: chunked")
      + "1\r\na\r\n0\r\n\r\n" + get("/n"), 200, 200, seen: ["GET / [] a", "GET /n [] "]),
  WireRow(
    "a HEAD's body is read to its end",
    head("HEAD / HTTP/1.1", "Content-Length: 32") + get("/inner") + get("/n"), 200, 200,
    seen: ["HEAD / [] GET /inner HTTP/1.1\r\nHost: a\r\n\r\n", "GET /n [] "]),
  WireRow(
    "no field changes the method or the path",
    head("GET /a HTTP/1.1", "X-HTTP-Method-Override: DELETE", "X-Original-URL: /b"), 200,
    seen: ["GET /a [] "]),
]
