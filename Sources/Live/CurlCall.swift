import CivilTime

/// A call over `https`: the system's curl does TLS, proxies and certificates.
///
/// Its options go to its standard input, so that the token never stands in the list of processes.
struct CurlCall {
  private let call: HTTPCall
  private let client: HTTPClient

  init(_ call: HTTPCall, client: HTTPClient) {
    self.call = call
    self.client = client
  }

  func send() throws(HTTPCallFault) -> HTTPAnswer {
    // A settings file of the person's own must change nothing: -q stands first.
    let child = ChildProcess(
      client.curl, ["-q", "--config", "-"], input: Array(options.utf8),
      timeMax: client.timeMax + .seconds(1), outputBytesMax: client.answerBytesMax)
    let result = child.run()
    switch result.end {
    case .couldNotStart: throw .noCurl
    case .deadlinePassed, .exited(status: 28): throw .tookTooLong
    case .exited(status: 63): throw .answerTooLong
    case .exited(status: 0): break
    case .exited, .signalled: throw .curl(words(of: result))
    }
    guard !result.wasCut else { throw .answerTooLong }
    let last = String(decoding: result.errors, as: UTF8.self).split(separator: "\n").last ?? ""
    guard let status = Int(last.prefix(3)), (200...599).contains(status) else {
      throw .brokenAnswer
    }
    let date = AnswerDate.moment(String(last.dropFirst(4)))
    return HTTPAnswer(status: status, body: result.output, date: date)
  }

  /// No option follows a redirect, so none is followed.
  var options: String {
    var lines = [
      CurlOption.line("url", call.address.text), CurlOption.line("request", call.method),
      CurlOption.line("proto", "=https"),
      CurlOption.line("max-time", String(max(1, client.timeMax.wholeSeconds))),
      CurlOption.line("max-filesize", String(client.answerBytesMax)), "silent", "show-error",
      "globoff",
      // The status and the date come on a line of their own, after whatever curl may have said.
      "write-out = \"%{stderr}\\n%{http_code} %header{date}\"",
    ]
    lines += call.fields.map { CurlOption.line("header", "\($0.name): \($0.value)") }
    if let body = call.body {
      lines.append(CurlOption.line("data-raw", String(decoding: body, as: UTF8.self)))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func words(of result: ChildResult) -> String {
    String(decoding: result.errors, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix("curl: ") }.map(String.init) ?? "curl failed"
  }
}
