public import HTTPServer
public import Service

/// The HTTP interface on a running service: what an ``HTTPServer/HTTPServer`` is given to serve.
///
/// Requests are taken on the server's thread, handed to workers (which may block on the store), and
/// answered from there, or from the writer's thread once what they wrote is on disk.
public final class WebInterface: Sendable {
  private let service: CallbackService
  private let router: Router
  private let access = Access()
  private let queue: BoundedQueue<Visit>
  private let workers: [SystemThread]

  /// JSON and forms; a route may have a limit of its own.
  public static let bodyBytesMax = 64 << 10
  /// As many as there are readers of the store.
  static let workerCount = 2

  static let routes =
    OpenAPIDocument.describing(
      CallEventRoutes.routes + CallbackRoutes.routes + TicketRoutes.routes + HoursRoutes.routes
        + WorkRoutes.routes + ReportRoutes.routes
        + RotaRoutes.routes + DeskRoutes.routes + HealthRoutes.routes
        + ReadyRoutes.routes + WhatIfRoutes.routes + UpdateRoutes.routes + MailRoutes.routes
        + StatusRoutes.routes + PageRoutes.routes)

  private struct Visit: Sendable {
    let request: HTTPRequest
    let reply: HTTPReply
  }

  /// - Throws: ``SystemThreadFault``.
  public init(_ service: CallbackService) throws {
    self.service = service
    let router = Router(routes: WebInterface.routes)
    self.router = router
    let queue = BoundedQueue<Visit>(itemsMax: CallbackService.waitingMax)
    self.queue = queue
    let access = access
    workers = try (0..<WebInterface.workerCount).map { _ in
      try SystemThread {
        while let visit = queue.take(countMax: 1).first {
          WebInterface.serve(visit, by: router, access, service)
        }
      }
    }
  }

  /// - Parameter date: the time for the `Date` field, as an IMF-fixdate.
  public func httpService(date: @escaping @Sendable () -> String) -> HTTPService {
    HTTPService(
      date: date, admit: admit,
      errorResponse: { WebProblem(ofWire: $0, $1).response },
      handler: { [self] request, reply in
        if !queue.post(Visit(request: request, reply: reply)) {
          reply.send(WebProblem(fault: ServiceFault.overloaded).response)
        }
      })
  }

  /// Ends the workers once they have answered what is in hand. Called after the server has been drained.
  public func stop() {
    queue.close()
    for worker in workers { worker.join() }
  }

  /// What can be refused by the header section alone is refused before a body is read.
  private func admit(_ request: HTTPRequest) -> HTTPService.Admission {
    do throws(WebProblem) {
      let (route, _) = try router.route(of: request)
      if route.wantsBody, request.fields["Content-Length"] == nil,
        request.fields["Transfer-Encoding"] == nil
      {
        throw WebProblem(411, "this wants a body with its length")
      }
      return .body(bytesMax: route.bodyBytesMax)
    } catch {
      return .answer(error.response(to: request))
    }
  }

  private static func serve(
    _ visit: Visit, by router: Router, _ access: Access, _ service: CallbackService
  ) {
    let (request, reply) = (visit.request, visit.reply)
    do {
      let (route, values) = try router.route(of: request)
      let visitor = try route.roles.map {
        try access.visitor(of: request, roles: $0, service: service)
      }
      let exchange = Exchange(
        request: request, route: route, values: values, service: service, visitor: visitor,
        access: access)
      switch route.handler {
      case .now(let answer): reply.send(try answer(exchange))
      case .later(let answer): try answer(exchange) { reply.send($0) }
      }
    } catch {
      let problem = WebProblem(fault: error)
      if problem.status == 500 {
        service.log("event=request result=defect error=\(type(of: error))")
      }
      reply.send(problem.response(to: request))
    }
  }
}
