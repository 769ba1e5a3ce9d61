import CivilTime
import Documents
import Glibc
import Testing

@testable import Live

/// Chromium, driven by its own driver through WebDriver (W3C), as a person would use it.
///
/// `@unchecked Sendable`: its values never change after `init`.
final class WebDriver: @unchecked Sendable {
  private let address: WebAddress
  private let session: String

  /// The driver's answer was none that it may give.
  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  struct Look {
    var width = 390
    var height = 844
    var isDark = false
    var hasScript = true
  }

  init(_ look: Look = Look()) throws {
    let server = try ChromeDriver.shared.get().address
    var options: JSON = [
      "binary": .string(ChromeDriver.browser),
      "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    ]
    if !look.hasScript {
      options = options.adding(
        "prefs", ["profile.managed_default_content_settings.javascript": 2])
    }
    let made = try WebDriver.call(
      "POST", server.appending("/session"),
      ["capabilities": ["alwaysMatch": ["goog:chromeOptions": options]]])
    guard let id = made["sessionId"]?.plain else { throw Fault(description: made.text) }
    session = id
    address = server.appending("/session/" + id)
    try wear(look)
  }

  deinit { _ = try? WebDriver.call("DELETE", address, nil) }

  // MARK: - What a person does

  /// Another screen, or another time of day.
  func wear(_ look: Look) throws {
    try develop(
      "Emulation.setEmulatedMedia",
      [
        "features": [
          ["name": "prefers-color-scheme", "value": .string(look.isDark ? "dark" : "light")],
          ["name": "prefers-reduced-motion", "value": "reduce"],
        ]
      ])
    try develop(
      "Emulation.setDeviceMetricsOverride",
      [
        "width": .integer(Int64(look.width)), "height": .integer(Int64(look.height)),
        "deviceScaleFactor": 1, "mobile": .bool(look.width < 600),
      ])
  }

  func open(_ url: String) throws { try post("/url", ["url": .string(url)]) }
  func source() throws -> String { try get("/source").plain }
  func title() throws -> String { try get("/title").plain }

  func click(_ selector: String) throws { try post("/element/\(find(selector))/click", [:]) }

  func type(_ text: String, into selector: String) throws {
    try post("/element/\(find(selector))/value", ["text": .string(text)])
  }

  /// Keys to whatever has the focus.
  func press(_ keys: String) throws {
    let strokes = keys.map { key in
      [
        ["type": "keyDown", "value": .string("\(key)")],
        ["type": "keyUp", "value": .string("\(key)")],
      ]
        as [JSON]
    }
    try post(
      "/actions",
      ["actions": [["type": "key", "id": "keys", "actions": .array(strokes.flatMap { $0 })]]])
  }

  static let tab = "\u{E004}"
  static let enter = "\u{E007}"

  private func find(_ selector: String) throws -> String {
    let found = try post("/element", ["using": "css selector", "value": .string(selector)])
    guard case .object(let members) = found, let id = members.first?.value.plain else {
      throw Fault(description: found.text)
    }
    return id
  }

  // MARK: - What stands on the page

  /// What an expression gives.
  func ask(_ expression: String) throws -> JSON {
    try post("/execute/sync", ["script": .string("return " + expression), "args": []])
  }

  /// Waits within the page until an expression is true; how many milliseconds that took, or nil.
  func wait(until expression: String, milliseconds: Int = 5000) throws -> Int? {
    let script = """
      const done = arguments[arguments.length - 1], start = performance.now();
      const look = () => {
        if (\(expression)) done(Math.round(performance.now() - start));
        else if (performance.now() - start > \(milliseconds)) done(-1);
        else requestAnimationFrame(look);
      };
      look();
      """
    try post("/timeouts", ["script": .integer(Int64(milliseconds + 5000))])
    let took = try post("/execute/async", ["script": .string(script), "args": []])
    guard case .integer(let number) = took, number >= 0 else { return nil }
    return Int(number)
  }

  /// Runs a script that calls its last argument with what it gives.
  func run(_ script: String) throws -> JSON {
    try post("/timeouts", ["script": 30_000])
    return try post("/execute/async", ["script": .string(script), "args": []])
  }

  @discardableResult
  func develop(_ command: String, _ parameters: JSON) throws -> JSON {
    try post("/goog/cdp/execute", ["cmd": .string(command), "params": parameters])
  }

  @discardableResult
  private func post(_ path: String, _ body: JSON) throws -> JSON {
    try WebDriver.call("POST", address.appending(path), body)
  }

  private func get(_ path: String) throws -> JSON {
    try WebDriver.call("GET", address.appending(path), nil)
  }

  fileprivate static func call(
    _ method: String, _ address: WebAddress, _ body: JSON?
  ) throws -> JSON {
    var call = HTTPCall(method, address, body: body?.bytes)
    call.fields = [("Content-Type", "application/json")]
    let answer = try HTTPClient(timeMax: .seconds(60)).send(call)
    let json = try SentJSON(reading: answer.body).written
    guard answer.status == 200 else {
      throw Fault(description: json["value"]?["message"]?.plain ?? json.text)
    }
    return json["value"] ?? .null
  }
}

/// The driver as a program of its own, one for all tests; it ends with them.
///
/// `@unchecked Sendable`: the pipes are only held open.
final class ChromeDriver: @unchecked Sendable {
  let address: WebAddress
  private let pipes: ChildPipes

  static let browser = "/usr/bin/chromium"
  static let program = "/usr/bin/chromedriver"

  static var isThere: Bool {
    access(browser, X_OK) == 0 && access(program, X_OK) == 0
  }

  static let shared = Result { try ChromeDriver() }

  /// On a machine that is at its limit one start may come to nothing.
  private static let triesMax = 3

  private init() throws {
    var faults: [String] = []
    for _ in 0..<ChromeDriver.triesMax {
      let pipes = ChildPipes()
      do throws(WebDriver.Fault) {
        (address, self.pipes) = (try ChromeDriver.start(pipes), pipes)
        return
      } catch {
        faults.append(error.description)
      }
    }
    throw WebDriver.Fault(
      description: "chromedriver did not start: " + faults.joined(separator: "; "))
  }

  private static func start(_ pipes: ChildPipes) throws(WebDriver.Fault) -> WebAddress {
    guard pipes.open() else { throw WebDriver.Fault(description: "no more descriptors") }
    // It ends with this process, however that ends: its shell waits for the end of what it reads.
    let line = "\(program) --port=0 & read -r _; kill $!"
    guard
      case .success = ChildStart.spawn("/bin/sh", ["-c", line], environment: nil, pipes: pipes)
    else { throw WebDriver.Fault(description: "no shell") }
    pipes.closeFarEnds()
    var said = ""
    let deadline = Deadline(after: .seconds(30))
    while !deadline.hasPassed {
      var wait = pollfd(fd: pipes.output, events: Int16(POLLIN), revents: 0)
      guard poll(&wait, 1, deadline.milliseconds()) > 0 else { continue }
      guard case .bytes(let bytes) = Descriptor.read(pipes.output) else {
        throw WebDriver.Fault(description: "it ended, having said “\(said)”")
      }
      said += String(decoding: bytes, as: UTF8.self)
      if let found = said.firstMatch(of: /successfully on port ([0-9]+)/),
        let address = WebAddress("http://127.0.0.1:\(found.1)")
      {
        return address
      }
    }
    throw WebDriver.Fault(description: "within 30 s it said no more than “\(said)”")
  }
}
