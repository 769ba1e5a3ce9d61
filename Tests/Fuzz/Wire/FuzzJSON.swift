// The reader of JSON under libFuzzer. Not part of the package: see run.sh beside it.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  guard let read = try? SentJSON(reading: bytes) else { return 0 }
  // What was read can be written, and is then read alike.
  let written = read.written
  guard let again = try? SentJSON(reading: written.bytes) else {
    preconditionFailure("what was written can't be read")
  }
  precondition(again.written == written, "a value changed")
  _ = try? Members(sent: read)
  return 0
}

/// Of each kind one, by the names that the corpus begins with.
private struct Members: SentDocument {
  let text: String?
  let list: [Bool?]?
  let within: [[String]]?
  let count: Int

  init(_ sent: SentObject) throws(SentMismatch) {
    text = try sent["type"]
    list = try sent["n"]
    within = try sent["s"]
    count = try sent["at"]
  }
}
