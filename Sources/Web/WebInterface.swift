public import HTTPServer
import Documents
import Rota
public import Service

/// The HTTP interface on a running service: what an ``HTTPServer/HTTPServer`` is given to serve.
///
/// Requests are taken on the server's thread, handed to workers (which may block on the store), and
/// answered from there, or from the writer's thread once what they wrote is on disk.
public final class WebInterface: Sendable {
  private let service: CallbackService
  private let router: Router
  private let access = Access()
  private let requests = RequestCounts()
  private let kept = KeptAnswers()
  private let process: @Sendable () -> ProcessMeasures
  private let queue: BoundedQueue<Visit>
  private let workers: [SystemThread]

  /// JSON and forms; a route may have a limit of its own.
  public static let bodyBytesMax = 64 << 10
  /// As many as there are readers of the store.
  static let workerCount = 2

  static let routes: [Route] =
    CallEventRoutes.routes + CallbackRoutes.routes + TicketRoutes.routes + HoursRoutes.routes
    + WorkRoutes.routes + ReportRoutes.routes
    + RotaRoutes.routes + DeskRoutes.routes + HealthRoutes.routes
    + ReadyRoutes.routes + WhatIfRoutes.routes + UpdateRoutes.routes + MailRoutes.routes
    + StatusRoutes.routes + MetricsRoutes.routes + FeedRoutes.routes + PageRoutes.routes
    + [OpenAPIDocument.route { document }]

  /// Made when somebody asks for it: a start doesn't wait for it.
  private static let document: JSON = OpenAPIDocument(routes: routes).json

  private struct Visit: Sendable {
    let request: HTTPRequest
    let reply: HTTPReply
    let trace: RequestTrace
  }

  /// - Parameter process: what `/metrics` tells of the process.
  /// - Throws: ``SystemThreadFault``.
  public init(
    _ service: CallbackService,
    process: @escaping @Sendable () -> ProcessMeasures = { ProcessMeasures() }
  ) throws {
    self.service = service
    self.process = process
    let router = Router(routes: WebInterface.routes)
    self.router = router
    let queue = BoundedQueue<Visit>(itemsMax: CallbackService.waitingMax)
    self.queue = queue
    let (access, requests, kept) = (access, requests, kept)
    workers = try (0..<WebInterface.workerCount).map { _ in
      try SystemThread {
        while let visit = queue.take(countMax: 1).first {
          WebInterface.serve(visit, by: router, access, requests, kept, service, process)
        }
      }
    }
  }

  /// - Parameter date: the time for the `Date` field, as an IMF-fixdate.
  public func httpService(date: @escaping @Sendable () -> String) -> HTTPService {
    HTTPService(
      date: date, admit: admit,
      errorResponse: { [self] status, detail in
        trace(nil).end(
          WebProblem(ofWire: status, detail).response, route: nil, visitor: nil, requests,
          log: service.log)
      },
      handler: { [self] request, reply in
        let trace = trace(request)
        if !queue.post(Visit(request: request, reply: reply, trace: trace)) {
          let response = WebProblem(fault: ServiceFault.overloaded).response
          let route = try? router.route(of: request).0.path
          reply.send(trace.end(response, route: route, visitor: nil, requests, log: service.log))
        }
      })
  }

  private func trace(_ request: HTTPRequest?) -> RequestTrace {
    RequestTrace(request, id: service.random(RequestTrace.idBytes))
  }

  /// Ends the workers once they have answered what is in hand. Called after the server has been drained.
  public func stop() {
    queue.close()
    for worker in workers { worker.join() }
  }

  /// What can be refused by the header section alone is refused before a body is read.
  private func admit(_ request: HTTPRequest) -> HTTPService.Admission {
    var path: String?
    do throws(WebProblem) {
      let (route, _) = try router.route(of: request)
      path = route.path
      if route.wantsBody, request.fields["Content-Length"] == nil,
        request.fields["Transfer-Encoding"] == nil
      {
        throw WebProblem(411, "this wants a body with its length")
      }
      return .body(bytesMax: route.bodyBytesMax)
    } catch {
      return .answer(
        trace(request).end(
          error.response(to: request), route: path, visitor: nil, requests, log: service.log))
    }
  }

  private static func serve(
    _ visit: Visit, by router: Router, _ access: Access, _ requests: RequestCounts,
    _ kept: KeptAnswers, _ service: CallbackService,
    _ process: @escaping @Sendable () -> ProcessMeasures
  ) {
    let request = visit.request
    var (path, visitor): (String?, Visitor?) = (nil, nil)
    do {
      let (route, values) = try router.route(of: request)
      path = route.path
      visitor = try route.roles.map {
        try access.visitor(of: request, roles: $0, service: service)
      }
      let asks = visitor
      let send: @Sendable (HTTPResponse) -> Void = { response in
        visit.reply.send(
          visit.trace.end(
            response, route: route.path, visitor: asks, requests, log: service.log))
      }
      let exchange = Exchange(
        request: request, route: route, values: values, service: service, visitor: asks,
        requests: requests, process: process, access: access, kept: kept)
      switch route.handler {
      case .now(let answer): send(try answer(exchange))
      case .later(let answer): try answer(exchange, send)
      }
    } catch {
      let problem = WebProblem(fault: error)
      if problem.status == 500 {
        service.log("event=request result=defect error=\(type(of: error))", .error)
      }
      visit.reply.send(
        visit.trace.end(
          problem.response(to: request), route: path, visitor: visitor, requests, log: service.log))
    }
  }
}
