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
  _ = try? read.decode([String: [Int64]].self)
  return 0
}
