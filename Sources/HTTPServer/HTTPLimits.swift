/// A number on everything (spec: http-api.md, "The wire"). A limit is the largest that passes.
public struct HTTPLimits: Sendable {
  /// Without its CRLF; longer: 414.
  public var requestLineBytesMax = 8 * 1024
  /// The field lines with their CRLFs; more: 431. Holds for a chunked body's trailers too.
  public var headerSectionBytesMax = 32 * 1024
  /// More field lines: 431. Holds for a chunked body's trailers too.
  public var fieldsMax = 100
  /// One chunk's line without its CRLF; longer: 400.
  public var chunkLineBytesMax = 256
  /// All chunk extensions of one body together; more: 400.
  public var chunkExtensionsBytesMax = 4 * 1024

  /// From a request's first byte to the end of its header section; longer: 408.
  public var headerTimeMax = Duration.seconds(10)
  /// From the end of the header section to the end of the body; longer: 408.
  public var bodyTimeMax = Duration.seconds(30)
  /// Without a byte taken by a peer that is owed some; longer: closed.
  public var writeStallTimeMax = Duration.seconds(30)
  /// Without the first byte of a request; longer: closed without a word.
  public var idleTimeMax = Duration.seconds(60)
  /// How long, and for how many bytes, a connection that is to be closed is still read from, so
  /// that the peer gets the answer and not a reset (RFC 9112, 9.6).
  public var lingerTimeMax = Duration.seconds(5)
  public var lingerBytesMax = 1024 * 1024

  /// At the limit the connection that has been idle for longest makes room; when none is idle the
  /// newcomer gets 503.
  public var connectionsMax = 1024
  /// How many newcomers may be told 503 at a time; those above are closed without a word.
  public var turnedAwayMax = 64
  /// Of one answer, header section included; more: 500. There is never more than one answer unsent
  /// on a connection.
  public var answerBytesMax = 64 * 1024 * 1024
  /// Taken from one socket at a time, and so the most that is held of pipelined requests.
  public var readBytesMax = 64 * 1024

  public init() {}
}

extension Duration {
  /// Whole nanoseconds, from 0 to the largest that fits.
  var nanoseconds: UInt64 {
    let (seconds, attoseconds) = components
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    let (whole, overflows) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    return overflows ? .max : whole.later(by: UInt64(attoseconds / 1_000_000_000))
  }
}

extension UInt64 {
  /// The sum, or the end of time when that is later.
  func later(by span: UInt64) -> UInt64 {
    let (sum, overflows) = addingReportingOverflow(span)
    return overflows ? .max : sum
  }
}
