private func line(of count: Int) -> String {
  let rest = "GET / HTTP/1.1".utf8.count
  return get("/" + String(repeating: "a", count: count - rest))
}

private func section(of count: Int) -> String {
  let rest = "Host: a\r\nX: \r\n".unicodeScalars.count
  return head("GET / HTTP/1.1", "X: " + String(repeating: "a", count: count - rest))
}

private func fields(_ count: Int) -> String {
  "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: y\r\n", count: count - 1) + "\r\n"
}

private func trailers(_ count: Int) -> String {
  chunked("0\r\n" + String(repeating: "X: y\r\n", count: count) + "\r\n")
}

private func trailerSection(of count: Int) -> String {
  chunked("0\r\nX: " + String(repeating: "a", count: count - 5) + "\r\n\r\n")
}

private func chunkLine(of count: Int) -> String {
  chunked("1;" + String(repeating: "a", count: count - 2) + "\r\nb\r\n0\r\n\r\n")
}

/// Extensions of 100 bytes a chunk, and one of the rest.
private func extensions(of count: Int) -> String {
  let chunk = "1;" + String(repeating: "a", count: 99) + "\r\nb\r\n"
  let last = "0;" + String(repeating: "a", count: count % 100 - 1) + "\r\n\r\n"
  return chunked(String(repeating: chunk, count: count / 100) + last)
}

/// Each limit from both sides; the numbers are the spec's ("The wire"), or the limits'
/// documentation.
let sizeRows: [WireRow] = [
  WireRow("a request line of 8 KiB is read", line(of: 8_192), 200),
  WireRow("a request line of one byte more is not", line(of: 8_193), 414),
  WireRow(
    "a request line without an end is cut short", String(repeating: "qQzZ", count: 2_049), 414),
  WireRow("a header section of 32 KiB is read", section(of: 32_768), 200),
  WireRow("a header section of one byte more is not", section(of: 32_769), 431),
  WireRow(
    "a field without an end is cut short",
    "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "qQzZ", count: 9_000), 431),
  WireRow("a hundred fields are read", fields(100), 200),
  WireRow("a hundred and one are not", fields(101), 431),
  WireRow("a hundred trailers are read", trailers(100), 200),
  WireRow("a hundred and one are not, as trailers", trailers(101), 431),
  WireRow("trailers of 32 KiB are read", trailerSection(of: 32_768), 200),
  WireRow("trailers of one byte more are not", trailerSection(of: 32_769), 431),
  WireRow("a chunk's line of 256 bytes is read", chunkLine(of: 256), 200),
  WireRow("a chunk's line of one byte more is not", chunkLine(of: 257), 400),
  WireRow("extensions of 4 KiB are passed over", extensions(of: 4_096), 200),
  WireRow("extensions of one byte more are not", extensions(of: 4_097), 400),
]
