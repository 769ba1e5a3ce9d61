/// RFC 9112, 6.
let lengthRows: [WireRow] = [
  WireRow(
    "a body has its length", head("POST / HTTP/1.1", "Content-Length: 3") + "abc", 200,
    seen: ["POST / [] abc"]),
  WireRow(
    "what follows a body is the next request",
    head("POST / HTTP/1.1", "Content-Length: 3") + "abc" + get("/n"), 200, 200,
    seen: ["POST / [] abc", "GET /n [] "]),
  WireRow("a length of 0 is no body", head("POST / HTTP/1.1", "Content-Length: 0"), 200),
  WireRow("no length is no body", head("POST / HTTP/1.1"), 200, seen: ["POST / [] "]),
  WireRow(
    "a GET may have a body", head("GET / HTTP/1.1", "Content-Length: 1") + "a", 200,
    seen: ["GET / [] a"]),
  WireRow(
    "zeros before a length change nothing", head("POST / HTTP/1.1", "Content-Length: 003") + "abc",
    200),
  WireRow(
    "a body may hold anything", head("POST / HTTP/1.1", "Content-Length: 4") + "\r\n\r\n", 200),
  WireRow(
    "a body short of its length is waited for", head("POST / HTTP/1.1", "Content-Length: 3") + "ab",
    closes: false),
  WireRow(
    "two lengths are refused",
    head("POST / HTTP/1.1", "Content-Length: 3", "Content-Length: 4") + "abc", 400),
  WireRow(
    "two lengths alike are refused",
    head("POST / HTTP/1.1", "Content-Length: 3", "content-length: 3") + "abc", 400),
  WireRow(
    "a list of lengths is refused", head("POST / HTTP/1.1", "Content-Length: 3, 3") + "abc", 400),
  WireRow("an empty length is refused", head("POST / HTTP/1.1", "Content-Length:"), 400),
  WireRow(
    "a length with a plus is refused", head("POST / HTTP/1.1", "Content-Length: +3") + "abc", 400),
  WireRow("a negative length is refused", head("POST / HTTP/1.1", "Content-Length: -1"), 400),
  WireRow(
    "a hexadecimal length is refused", head("POST / HTTP/1.1", "Content-Length: 0x3") + "abc", 400),
  WireRow(
    "a length in hexadecimal digits is refused", head("POST / HTTP/1.1", "Content-Length: a"), 400),
  WireRow(
    "a length with a fraction is refused", head("POST / HTTP/1.1", "Content-Length: 3.0") + "abc",
    400),
  WireRow(
    "a length with a blank in it is refused", head("POST / HTTP/1.1", "Content-Length: 1 0"), 400),
  WireRow(
    "a length with an underscore is refused", head("POST / HTTP/1.1", "Content-Length: 1_0"), 400),
  WireRow(
    "a length in other digits is refused",
    head("POST / HTTP/1.1", "Content-Length: \u{D9}\u{A3}") + "abc", 400),
  WireRow(
    "a length that doesn't fit is refused",
    head("POST / HTTP/1.1", "Content-Length: 9223372036854775808"), 400),
  WireRow(
    "a length that would wrap to 3 is refused",
    head("POST / HTTP/1.1", "Content-Length: 18446744073709551619") + "abc", 400),
  WireRow(
    "the largest length that fits is only too long",
    head("POST / HTTP/1.1", "Content-Length: 9223372036854775807"), 413),
  WireRow(
    "a body of as much as is admitted is read",
    head("POST / HTTP/1.1", "Content-Length: 100") + String(repeating: "a", count: 100), 200),
  WireRow("a body of one byte more is not", head("POST / HTTP/1.1", "Content-Length: 101"), 413),
]

/// RFC 9112, 6.1 and 6.3.
let codingRows: [WireRow] = [
  WireRow(
    "chunked has no case",
    head("POST / HTTP/1.1", "Transfer-Encoding: CHUNKED") + "0\r\n\r\n", 200),
  WireRow(
    "a length and chunked are refused",
    head("POST / HTTP/1.1", "Content-Length: 5", "Transfer-Encoding: chunked") + "0\r\n\r\n", 400),
  WireRow(
    "chunked and a length are refused",
    head("POST / HTTP/1.1", "Transfer-Encoding: chunked", "Content-Length: 5") + "0\r\n\r\n", 400),
  WireRow(
    "a length and an unknown coding are refused",
    head("POST / HTTP/1.1", "Content-Length: 5", "Transfer-Encoding: qQzZ"), 400),
  WireRow(
    "an unknown coding below chunked isn't known",
    head("POST / HTTP/1.1", "Transfer-Encoding: gzip, chunked"), 501),
  WireRow(
    "an unknown coding in a line of its own isn't known",
    head("POST / HTTP/1.1", "Transfer-Encoding: gzip", "Transfer-Encoding: chunked"), 501),
  WireRow(
    "an unknown coding alone has no end", head("POST / HTTP/1.1", "Transfer-Encoding: gzip"), 400),
  WireRow("chunked must be last", head("POST / HTTP/1.1", "Transfer-Encoding: chunked, gzip"), 400),
  WireRow(
    "chunked twice is refused",
    head("POST / HTTP/1.1", "Transfer-Encoding: chunked, chunked"), 400),
  WireRow(
    "chunked in two lines is refused",
    head("POST / HTTP/1.1", "Transfer-Encoding: chunked", "Transfer-Encoding: chunked"), 400),
  WireRow("identity is no chunked", head("POST / HTTP/1.1", "Transfer-Encoding: identity"), 400),
  WireRow(
    "chunked and identity are refused",
    head("POST / HTTP/1.1", "Transfer-Encoding: chunked", "Transfer-Encoding: identity"), 400),
  WireRow("an empty coding is refused", head("POST / HTTP/1.1", "Transfer-Encoding:"), 400),
  WireRow(
    "an empty member of the list is refused",
    head("POST / HTTP/1.1", "Transfer-Encoding: ,chunked"), 400),
  WireRow(
    "chunked with a parameter is refused",
    head("POST / HTTP/1.1", "Transfer-Encoding: chunked;q=1"), 400),
  WireRow(
    "chunked in quotation marks is refused",
    head("POST / HTTP/1.1", "Transfer-Encoding: \"chunked\""), 400),
  WireRow(
    "a word that ends in chunked isn't it", head("POST / HTTP/1.1", "Transfer-Encoding: xchunked"),
    400),
  WireRow(
    "chunked after a vertical tab is refused",
    head("POST / HTTP/1.1", "Transfer-Encoding: \u{B}chunked"), 400),
  WireRow(
    "chunked with a letter that only looks alike is refused",
    head("POST / HTTP/1.1", "Transfer-Encoding: chun\u{E2}\u{84}\u{AA}ed"), 400),
  WireRow(
    "HTTP/1.0 has no codings", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400
  ),
]

/// RFC 9112, 7.1.
let chunkRows: [WireRow] = [
  WireRow(
    "chunks are one body", chunked("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), 200,
    seen: ["POST / [] abcde"]),
  WireRow("a chunked body may be empty", chunked("0\r\n\r\n"), 200, seen: ["POST / [] "]),
  WireRow(
    "what follows chunks is the next request", chunked("1\r\na\r\n0\r\n\r\n") + get("/n"), 200, 200,
    seen: ["POST / [] a", "GET /n [] "]),
  WireRow(
    "a size has either case", chunked("A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n"), 200),
  WireRow(
    "a size may begin with zeros", chunked("0003\r\nabc\r\n000\r\n\r\n"), 200,
    seen: ["POST / [] abc"]),
  WireRow("a size with a plus is refused", chunked("+3\r\nabc\r\n0\r\n\r\n"), 400),
  WireRow("a size with a minus is refused", chunked("-1\r\nabc\r\n0\r\n\r\n"), 400),
  WireRow("a size with 0x is refused", chunked("0x3\r\nabc\r\n0\r\n\r\n"), 400),
  WireRow("a size with an underscore is refused", chunked("1_0\r\nabc\r\n0\r\n\r\n"), 400),
  WireRow("an empty size is refused", chunked("\r\nabc\r\n0\r\n\r\n"), 400),
  WireRow("a size that is no number is refused", chunked("qQzZ\r\nabc\r\n0\r\n\r\n"), 400),
  WireRow("a blank before a size is refused", chunked(" 3\r\nabc\r\n0\r\n\r\n"), 400),
  WireRow("a blank after a size is refused", chunked("3 \r\nabc\r\n0\r\n\r\n"), 400),
  WireRow("a size that doesn't fit is refused", chunked("8000000000000000\r\n"), 400),
  WireRow(
    "a size that would wrap to 3 is refused",
    chunked("10000000000000003\r\nabc\r\n0\r\n\r\n"), 400),
  WireRow("the largest size that fits is only too long", chunked("7fffffffffffffff\r\n"), 413),
  WireRow("a chunk must end where it says", chunked("3\r\nabcd\r\n0\r\n\r\n"), 400),
  WireRow("a chunk must be as long as it says", chunked("4\r\nabc\r\n0\r\n\r\n"), 400),
  WireRow("a chunk's end is a CRLF, not an LF", chunked("3\r\nabc\n0\r\n\r\n"), 400),
  WireRow("a chunk's end is a CRLF, not a CR", chunked("3\r\nabc\r0\r\n\r\n"), 400),
  WireRow("a size ends in a CRLF, not an LF", chunked("3\nabc\r\n0\r\n\r\n"), 400),
  WireRow("a size ends in a CRLF, not a CR", chunked("3\rabc\r\n0\r\n\r\n"), 400),
  WireRow("a body without its last chunk is waited for", chunked("3\r\nabc\r\n"), closes: false),
  WireRow("a body without its last line is waited for", chunked("0\r\n"), closes: false),
  WireRow(
    "extensions are passed over", chunked("3;a;b=c;d=\"e\\\" ;f\"\r\nabc\r\n0;g\r\n\r\n"), 200,
    seen: ["POST / [] abc"]),
  WireRow(
    "blanks around an extension's marks are borne", chunked("3 ; a = b\r\nabc\r\n0\r\n\r\n"), 200),
  WireRow("an extension needs a name", chunked("3;\r\nabc\r\n0\r\n\r\n"), 400),
  WireRow(
    "an extension with an open quotation is refused", chunked("3;a=\"b\r\nabc\r\n0\r\n\r\n"), 400),
  WireRow("an extension with a bare LF is refused", chunked("3;a\nb\r\nabc\r\n0\r\n\r\n"), 400),
  WireRow("an extension with a bare CR is refused", chunked("3;a\rb\r\nabc\r\n0\r\n\r\n"), 400),
  WireRow("an extension with a NUL is refused", chunked("3;a\u{0}\r\nabc\r\n0\r\n\r\n"), 400),
  WireRow(
    "trailers are read and dropped",
    chunked("1\r\na\r\n0\r\nX: y\r\nContent-Length: 7\r\n\r\n") + get("/n"), 200, 200,
    seen: ["POST / [] a", "GET /n [] "]),
  WireRow("a trailer with a blank before its colon is refused", chunked("0\r\nX : y\r\n\r\n"), 400),
  WireRow("a folded trailer is refused", chunked("0\r\nX: y\r\n z\r\n\r\n"), 400),
  WireRow("a trailer without a colon is refused", chunked("0\r\nGET / HTTP/1.1\r\n\r\n"), 400),
  WireRow("a trailer with a bare LF is refused", chunked("0\r\nX: y\n\r\n"), 400),
  WireRow(
    "chunks of as much as is admitted are read",
    chunked(
      "32\r\n" + String(repeating: "a", count: 50) + "\r\n32\r\n"
        + String(repeating: "b", count: 50) + "\r\n0\r\n\r\n"), 200),
  WireRow(
    "chunks of one byte more are not",
    chunked("32\r\n" + String(repeating: "a", count: 50) + "\r\n33\r\n"), 413),
]
