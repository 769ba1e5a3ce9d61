import Documents

extension SentJSON {
  /// A body as JSON.
  ///
  /// - Throws: 400.
  init(_ bytes: [UInt8]) throws(WebProblem) {
    do throws(SentJSONFault) {
      try self.init(reading: bytes)
    } catch {
      switch error {
      case .notUTF8: throw WebProblem(400, "the body is not valid UTF-8")
      case .notJSON(let byte):
        throw WebProblem(400, "the body is not JSON; it stops being so at byte \(byte)")
      case .tooDeep:
        throw WebProblem(400, "the body nests deeper than \(SentJSON.depthMax) levels")
      }
    }
  }
}
