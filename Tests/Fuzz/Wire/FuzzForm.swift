// The reader of forms under libFuzzer. Not part of the package: see run.sh beside it.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzForm(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: data, count: count)
  for plusIsBlank in [true, false] {
    guard let list = HTTPParameter.list(of: bytes, plusIsBlank: plusIsBlank) else { continue }
    // What was read can be written with every byte encoded, and is then read alike.
    let written = list.map { encoded($0.name) + "=" + encoded($0.value) }.joined(separator: "&")
    precondition(
      HTTPParameter.list(of: Array(written.utf8), plusIsBlank: plusIsBlank) == list,
      "a form changed")
    for parameter in list {
      let number = PlusSign.restored(inNumber: parameter.value)
      precondition(number.utf8.count == parameter.value.utf8.count, "a number grew or shrank")
      _ = PlusSign.restored(inTime: parameter.value)
    }
  }
  return 0
}

private func encoded(_ text: String) -> String {
  text.utf8.map { byte in
    let digits = String(byte, radix: 16)
    return "%" + (digits.count == 1 ? "0" : "") + digits
  }.joined()
}
