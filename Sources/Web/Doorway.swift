import Documents
public import HTTPServer
import Synchronization

/// What a server serves before the service is there: while it stands by everything gets 503, with the word
/// `standby`. Once it is opened, and from then on, the service answers.
public final class Doorway: Sendable {
  private let service: Mutex<HTTPService?> = Mutex(nil)

  /// How many connections its server has open.
  public let connections = ConnectionCount()

  public init() {}

  /// From now on that answers; a doorway is opened once.
  public func open(_ service: HTTPService) { self.service.withLock { $0 = service } }

  /// - Parameter date: the time for the `Date` field, as an IMF-fixdate.
  public func httpService(date: @escaping @Sendable () -> String) -> HTTPService {
    var door = HTTPService(
      date: date,
      admit: { [self] request in opened?.admit(request) ?? .answer(Doorway.standby) },
      errorResponse: { [self] status, detail in
        opened?.errorResponse(status, detail) ?? WebProblem(ofWire: status, detail).response
      },
      handler: { [self] request, reply in
        if let opened { opened.handler(request, reply) } else { reply.send(Doorway.standby) }
      })
    door.connections = connections
    return door
  }

  private var opened: HTTPService? { service.withLock { $0 } }

  private static var standby: HTTPResponse {
    var problem = WebProblem.unavailable(
      "standby: another Ringback has the data folder; this one takes over when that one ends")
    problem.more = [JSON.Member("parts", ["service": "standby"])]
    return problem.response
  }
}
