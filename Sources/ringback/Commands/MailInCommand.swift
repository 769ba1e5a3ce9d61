import Live

extension Command {
  static let mailIn = Command(
    name: "mail-in", group: .service,
    summary: "hand one email, from standard input, to the service",
    notes: [
      "For the machine's mail server, which calls it for each message to the support address. Exit status, "
        + "as mail servers read it (sysexits.h): 0 when the service has it on disk, 75 when it can't be "
        + "taken now and must be tried again, 65 when it is too large.",
      settingsNote,
    ],
    examples: [
      Example(
        line: "support: \"|/usr/local/bin/ringback mail-in\"",
        meaning: "A line of /etc/aliases; the mail server's user needs a token of the role mail.")
    ],
    run: { _ throws(CommandFault) in
      do throws(CommandFault) {
        return try handOver(StandardInput.read(bytesMax: mailBytesMax + 1))
      } catch {
        // Whatever it is, somebody can mend it: the mail server keeps the message until then.
        throw CommandFault(
          status: error.status == .dataError ? .dataError : .tryAgain, sentence: error.sentence)
      }
    })

  /// The service's own limit; one byte more shows that there is more.
  private static let mailBytesMax = 25 << 20

  private static func handOver(_ message: [UInt8]?) throws(CommandFault) -> ExitStatus {
    guard let message else { throw .failed("the message can't be read from standard input.") }
    guard message.count <= mailBytesMax else {
      throw CommandFault(
        status: .dataError,
        sentence: "the message is larger than 25 MiB; the service takes none such.")
    }
    _ = try ServiceClient().postMail(message)
    return .done
  }
}
