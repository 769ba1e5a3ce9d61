import Callbacks
import CivilTime
import Digests
import HTTPServer
import Rota
import Service
import Synchronization

/// Who asks, by the token that they showed.
struct Visitor: Equatable, Sendable {
  /// The token's name, for the history; the token itself is never kept.
  let name: String
  let role: Role
  /// Nil: the token names none, or one that is not in the files any more.
  let person: Name?
}

/// Lets in who has a right token, and slows down who tries wrong ones (spec: http-api.md, "Who may do
/// what").
final class Access: Sendable {
  private let attempts = Mutex<[String: WrongTokens]>([:])

  private struct WrongTokens {
    var since: Moment
    var count: Int
  }

  /// So many wrong tokens from one address within the time get 401; further ones get 429.
  static let wrongTokensMax = 10
  static let wrongTokensWithin = Duration.minutes(1)
  /// Addresses that are watched at the most; beyond it the record begins anew.
  static let addressesMax = 10_000

  /// - Throws: 401, 403 or 429.
  func visitor(
    of request: HTTPRequest, roles: Set<Role>, service: CallbackService
  ) throws -> Visitor {
    try visitor(
      showing: Credentials.tokens(of: request),
      at: ClientAddress.of(request, trusting: service.trustedProxies), roles: roles,
      service: service)
  }

  /// Who comes with these tokens, from that address.
  ///
  /// - Throws: 401, 403 or 429.
  func visitor(
    showing shown: [[UInt8]], at address: String, roles: Set<Role>, service: CallbackService
  ) throws -> Visitor {
    guard !shown.isEmpty else {
      throw WebProblem.unauthorized("this wants a token: Authorization: Bearer TOKEN")
    }
    let tokens = try service.tokens(shown)
    guard !tokens.isEmpty else {
      try countWrongToken(from: address, now: service.now)
      throw WebProblem.unauthorized(
        "the token is not known; ringback token list shows those that are")
    }
    return try Access.visitor(by: tokens, roles: roles, service: service)
  }

  /// Who has these tokens, which are known to be right.
  ///
  /// - Throws: 403.
  static func visitor(
    by tokens: [Token], roles: Set<Role>, service: CallbackService
  ) throws(WebProblem) -> Visitor {
    let admitted = tokens.filter { roles.contains($0.role) }
    guard !admitted.isEmpty else { throw WebProblem(403, "the token's role may not do this") }
    for token in admitted {
      let person = token.person.flatMap { service.inForce.person($0)?.name }
      // An engineer is nobody but their person; a manager may act for anybody.
      if token.role == .engineer && person == nil { continue }
      return Visitor(name: token.name, role: token.role, person: person)
    }
    throw WebProblem(403, "the token's person is not in the rota files any more")
  }

  /// - Throws: 429 when there have been too many.
  func countWrongToken(from address: String, now: Moment) throws(WebProblem) {
    let isTooMany = attempts.withLock { attempts in
      if attempts.count >= Access.addressesMax { attempts.removeAll() }
      var wrong = attempts[address] ?? WrongTokens(since: now, count: 0)
      if now - wrong.since >= Access.wrongTokensWithin || now < wrong.since {
        wrong = WrongTokens(since: now, count: 0)
      }
      wrong.count += 1
      attempts[address] = wrong
      return wrong.count > Access.wrongTokensMax
    }
    guard isTooMany else { return }
    var problem = WebProblem(429, "too many wrong tokens from this address; wait a minute")
    problem.fields = [
      HTTPFields.Line(name: "Retry-After", value: "\(Access.wrongTokensWithin.wholeSeconds)")
    ]
    throw problem
  }
}

/// Who is at the other end: the peer, or behind a trusted proxy whom it says (spec: http-api.md, "The wire").
enum ClientAddress {
  /// `X-Forwarded-For` is read from its end, as each proxy adds whom it saw; the first address that is no
  /// trusted proxy's counts. What stands before that anybody may have written.
  static func of(_ request: HTTPRequest, trusting proxies: [String]) -> String {
    guard proxies.contains(request.peer.ip) else { return request.peer.ip }
    let hops = request.fields.all("X-Forwarded-For").flatMap { $0.split(separator: ",") }
    for hop in hops.reversed() {
      let address = hop.filter { !" \t[]".contains($0) }
      if !proxies.contains(address) { return address }
    }
    return request.peer.ip
  }
}

/// Where a token may stand: `Authorization: Bearer`, the password of Basic, `X-Api-Key`.
enum Credentials {
  static func tokens(of request: HTTPRequest) -> [[UInt8]] {
    var tokens = request.fields.all("X-Api-Key").map { Array($0.utf8) }
    for value in request.fields.all("Authorization") {
      let parts = value.split(separator: " ", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let rest = parts[1].drop { $0 == " " }
      switch parts[0].lowercased() {
      case "bearer": tokens.insert(Array(rest.utf8), at: 0)
      case "basic":
        // RFC 7617: the user's name ends at the first colon; whoever it is, the password counts.
        guard let plain = Base64.standard.decode(String(rest)),
          let colon = plain.firstIndex(of: UInt8(ascii: ":"))
        else { continue }
        tokens.append(Array(plain[plain.index(after: colon)...]))
      default: continue
      }
    }
    return tokens.filter { !$0.isEmpty }
  }
}
