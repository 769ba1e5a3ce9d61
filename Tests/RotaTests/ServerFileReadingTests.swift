import Testing

@testable import Rota

struct ServerFileReadingTests {
  private func read(_ text: String) -> ServerConfiguration? {
    ServerConfiguration.read(RotaFile("ringback.conf", text)).configuration
  }

  private func faultCount(_ text: String) -> Int {
    ServerConfiguration.read(RotaFile("ringback.conf", text)).problems.count
  }

  @Test func `the whole file becomes settings`() throws {
    let file = try #require(ServerGolden.all.first { $0.description == "whole" }).file
    let settings = try #require(ServerConfiguration.read(file).configuration)
    #expect(settings.listen == ServerConfiguration.ListenAddress("[::1]:0"))
    #expect(settings.listen?.ip == "::1")
    #expect(settings.data == "/var/lib/ring back")
    #expect(settings.rotas == "Rotas")
    #expect(settings.publicAddress == "https://ringback.example.nz/desk")
    #expect(settings.trustedProxies == ["127.0.0.1", "2001:db8::1"])
    #expect(settings.knowledgeBaseURL == "https://help.example.nz/?from=desk,ringback")
    #expect(settings.hasClientPages)
    #expect(settings.logLevel == .warning)
    #expect(settings.channels.map(\.name.text) == ["chat", "email", "kāhu", "sms"])
    #expect(
      settings.channels.map(\.transport) == [
        .webhook(url: "http://127.0.0.1:9/a,b?c=d", key: Array("key".utf8)),
        .email(from: "desk@example.nz"),
        .webhook(url: "https://chat.example.nz", key: Array("a secret of one's own".utf8)),
        .command("/opt/send sms"),
      ])
    #expect(settings.mailFrom == "desk@example.nz")
    #expect(settings.supportAddress == "help@example.nz")
    #expect(settings.billing.currency == "NZD")
    #expect(settings.billing.taxHundredths == 1500)
    #expect(settings.billing.rateAfterHoursCents == 18050)
    #expect(settings.billing.rateServiceDeskCents == 12000)
    #expect(settings.billing.rateEngineeringCents == 5)
    #expect(settings.billing.minimum == .seconds(900))
    #expect(settings.billing.roundUpTo == .seconds(360))
    #expect(settings.keepsPersonalDetails == .seconds(3650 * 86_400))
  }

  @Test func `an empty file is sound and sets nothing`() {
    #expect(read("# nothing\n") == ServerConfiguration())
  }

  @Test(arguments: [
    ("180", 18_000), ("180.50", 18_050), ("0", 0), ("0.05", 5), ("100000", 10_000_000),
    ("100000.00", 10_000_000),
  ])
  func `rates are whole cents`(_ written: String, _ cents: Int) {
    #expect(
      read("billing\n rate engineering \(written)\n")?.billing.rateEngineeringCents == cents)
  }

  @Test(arguments: [
    "180.5", "180.505", "$180", "1,800", "-1", "+1", "1e3", "180.", ".50", "100000.01", "one",
    "١٨٠",
  ])
  func `what is no rate is told once`(_ written: String) {
    #expect(faultCount("billing\n rate engineering \(written)\n") == 1)
  }

  @Test(arguments: [("15", 1500), ("15%", 1500), ("12.5", 1250), ("12.55%", 1255), ("100", 10_000)])
  func `tax is hundredths of a percent`(_ written: String, _ hundredths: Int) {
    #expect(read("billing\n tax \(written)\n")?.billing.taxHundredths == hundredths)
  }

  @Test(arguments: ["100.01", "15.555", "%", "-15", "15 %"])
  func `what is no percentage is told once`(_ written: String) {
    #expect(faultCount("billing\n tax \(written)\n") == 1)
  }

  @Test func `personal details are kept 3650 days at the most`() {
    #expect(read("keep\n personal details 3650d\n") != nil)
    #expect(read("keep\n personal details 3650d1s\n") == nil)
    #expect(read("billing\n minimum 30d\n") != nil)
    #expect(read("billing\n minimum 31d\n") == nil)
  }

  @Test(arguments: [
    "127.0.0.1", "0.0.0.0", "255.255.255.255", "::", "::1", "2001:db8::8:800:200c:417a",
    "::ffff:192.0.2.1", "1:2:3:4:5:6:7:8", "fe80::",
  ])
  func `an IP address is taken`(_ address: String) {
    #expect(read("server\n trusted proxy \(address)\n")?.trustedProxies == [address])
  }

  @Test(arguments: [
    "localhost", "127.0.0", "127.0.0.256", "127.0.0.01", "1::2::3", "1:2:3:4:5:6:7", "12345::",
    "1:2:3:4:5:6:7:8:9", "::1%eth0", ":1", "1:2:3:4:5:6:7::8", "+1.0.0.0",
  ])
  func `what is no IP address is told once`(_ address: String) {
    #expect(faultCount("server\n trusted proxy \(address)\n") == 1)
  }

  @Test(arguments: [
    "8080", "127.0.0.1", "127.0.0.1:65536", "127.0.0.1:+1", "::1:8080", "[127.0.0.1]:80", "host:80",
  ])
  func `what is no place to listen is told once`(_ written: String) {
    #expect(faultCount("server\n listen \(written)\n") == 1)
  }

  @Test(arguments: [
    "ftp://a.nz", "a.nz", "https://", "https://a b.nz", "https://me@a.nz", "https://a.nz/#x",
    "https://a.nz:0", "https://a.nz:65536", "https://-a.nz", "https://[1]/", "https://ä.nz",
    "https://a.nz/\\x", "file:///etc/passwd",
  ])
  func `what is no address of the web is told once`(_ url: String) {
    #expect(faultCount("channel c\n webhook \(url)\n") == 1)
  }

  @Test func `a file of the largest size is read, and one above it is told of`() {
    let full = [UInt8](repeating: 0x20, count: RotaLimits.fileBytesMax)
    #expect(
      ServerConfiguration.read(RotaFile(name: "c", bytes: full)).configuration != nil)
    let more = ServerConfiguration.read(RotaFile(name: "c", bytes: full + [0x20]))
    #expect(more.configuration == nil && more.problems.count == 1)
  }

  @Test func `a channel that the server does not know is warned of where it stands`() throws {
    let settings = try #require(read("channel SMS\n command /bin/true\n"))
    let files = [
      RotaFile("a.rota", "person a\n  notify  sms, smss, log\ndesk\n  notify pager, 9\n"),
      RotaFile("b.rota", "person b\n  notify LOG\n  phone 021 555 0101\n"),
    ]
    let problems = settings.channelProblems(in: files)
    #expect(problems.map(\.place?.line) == [2, 4])
    #expect(problems.map(\.place?.column) == [16, 10])
    #expect(problems.allSatisfy { $0.severity == .warning })
    #expect(problems.map(\.advice)[0] == "Did you mean “SMS”?")
  }
}
