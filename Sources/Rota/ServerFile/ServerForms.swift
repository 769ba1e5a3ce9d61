/// Money as the server's file has it: dollars, with two digits of cents or none.
package enum MoneyForm {
  /// More an hour than anybody charges, and far from what whole cents can hold.
  package static let dollarsMax = 100_000

  /// In whole cents; nil for another form.
  package static func cents(_ text: String) -> Int? {
    guard let hundredths = DecimalForm.hundredths(text, decimals: [0, 2]),
      hundredths <= dollarsMax * 100
    else { return nil }
    return hundredths
  }

  /// What people write for money, in the right form: `$180`, `180.5`.
  package static func likely(_ text: String) -> String? {
    var plain = text
    if plain.hasPrefix("$") { plain.removeFirst() }
    guard let hundredths = DecimalForm.hundredths(plain, decimals: [0, 1, 2]),
      hundredths <= dollarsMax * 100
    else { return nil }
    return DecimalForm.text(hundredths)
  }
}

/// A percentage: `15`, `15%`, `12.5%`.
enum PercentForm {
  static let hundredthsMax = 10_000

  /// In hundredths of a percent; nil for another form.
  static func hundredths(_ text: String) -> Int? {
    let plain = text.hasSuffix("%") ? String(text.dropLast()) : text
    guard let hundredths = DecimalForm.hundredths(plain, decimals: [0, 1, 2]),
      hundredths <= hundredthsMax
    else { return nil }
    return hundredths
  }
}

/// Numbers with a decimal point, held as whole hundredths: never as a floating number.
enum DecimalForm {
  /// - Parameter decimals: how many digits may stand after the point; 0: none, and no point.
  static func hundredths(_ text: String, decimals: Set<Int>) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, let whole = number(parts[0]) else { return nil }
    let fraction = parts.count == 2 ? parts[1] : ""
    guard decimals.contains(fraction.utf8.count), parts.count == 1 || !fraction.isEmpty else {
      return nil
    }
    let padded = fraction + String(repeating: "0", count: 2 - fraction.utf8.count)
    return number(padded).map { whole * 100 + $0 }
  }

  /// Without a point when there is nothing after it.
  static func text(_ hundredths: Int) -> String {
    let rest = hundredths % 100
    guard rest != 0 else { return String(hundredths / 100) }
    return "\(hundredths / 100)." + (rest < 10 ? "0" : "") + String(rest)
  }
}

/// An IP address in its usual text: dotted IPv4, or IPv6.
enum IPAddressForm {
  static func isAddress(_ text: String) -> Bool {
    text.contains(":") ? isVersion6(text) : isVersion4(text)
  }

  private static func isVersion4(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    return parts.count == 4
      && parts.allSatisfy { part in
        // A zero in front is read as octal by some.
        number(part).map { $0 <= 255 && String($0) == part } == true
      }
  }

  /// RFC 4291, 2.2: eight groups, of which `::` stands once for one or more; the last two may be IPv4's.
  private static func isVersion6(_ text: String) -> Bool {
    let halves = text.split(separator: "::", omittingEmptySubsequences: false).map(String.init)
    guard halves.count <= 2 else { return false }
    var count = 0
    for (index, half) in halves.enumerated() where !half.isEmpty {
      let groups = half.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      for (place, group) in groups.enumerated() {
        let isLast = index == halves.count - 1 && place == groups.count - 1
        if isLast, group.contains(".") {
          guard isVersion4(group) else { return false }
          count += 2
        } else {
          guard (1...4).contains(group.utf8.count), group.allSatisfy(\.isHexDigit),
            group.utf8.allSatisfy({ $0 < 0x80 })
          else { return false }
          count += 1
        }
      }
    }
    return halves.count == 2 ? count <= 7 : count == 8
  }
}

/// An address of the web, `https` or `http`.
enum URLForm {
  enum Fault: Hashable, Sendable {
    case scheme, broken, userOrFragment, query
  }

  /// What keeps a text from being one; nil for one that is.
  static func fault(in text: String, mayHaveQuery: Bool) -> Fault? {
    let lowered = text.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lowered.hasPrefix) else {
      return .scheme
    }
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) })
    else { return .broken }
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { !"/?#".contains($0) }
    guard !authority.contains("@"), !rest.contains("#") else { return .userOrFragment }
    guard isAuthority(String(authority)) else { return .broken }
    return rest.contains("?") && !mayHaveQuery ? .query : nil
  }

  private static func isAuthority(_ text: String) -> Bool {
    var host = text[...]
    var port: Substring?
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { return false }
      let address = text[text.index(after: text.startIndex)..<end]
      guard address.contains(":"), IPAddressForm.isAddress(String(address)) else { return false }
      let rest = text[text.index(after: end)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { return false }
      port = rest.isEmpty ? nil : rest.dropFirst()
    } else {
      if let colon = text.firstIndex(of: ":") {
        host = text[..<colon]
        port = text[text.index(after: colon)...]
      }
      guard !host.isEmpty, !host.hasPrefix("-"),
        host.utf8.allSatisfy({ byte in
          (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x61...0x7A).contains(byte) || [0x2D, 0x2E, 0x5F].contains(byte)
        })
      else { return false }
    }
    guard let port else { return true }
    return number(String(port)).map { (1...65_535).contains($0) } == true
  }
}
