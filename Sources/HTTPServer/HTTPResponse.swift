/// An answer as its maker sees it. The server adds `Date`, `Content-Length` and `Connection`, and
/// leaves away what an answer to HEAD, a 204 or a 304 may not bear; such lines given here are
/// dropped. `Connection: close` given here is honoured.
///
/// A status outside 200 to 599, a field that would not stay one line, or more than
/// `HTTPLimits.answerBytesMax` bytes becomes a 500.
public struct HTTPResponse: Sendable, Equatable {
  public var status: Int
  public var fields: HTTPFields
  public var body: [UInt8]

  public init(status: Int, fields: HTTPFields = [:], body: [UInt8] = []) {
    self.status = status
    self.fields = fields
    self.body = body
  }
}
