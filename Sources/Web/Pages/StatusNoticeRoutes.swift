import Callbacks
import HTTPServer
import Pages
import Rota
import Service

/// Where staff post status notices from the board (spec: clients-and-status.md, "Service status").
enum StatusNoticeRoutes {
  static let routes = [
    PageRoutes.page("/status-notices", "Where staff tell what is wrong.") { visit in
      let open = try visit.service.statusNotices().filter(\.isOpen)
      return PageAnswer.page(
        StatusNoticesPage(open: open, reader: visit.reader, words: visit.words).document())
    },
    PageRoutes.form("/status-notices", "Posts a status notice, or goes on with one.", post),
  ]

  private static func post(
    _ visit: PageVisit, _ form: PageForm, _ reply: @escaping PageRoutes.Reply
  ) throws {
    guard let state = form["state"].flatMap({ ServiceState(rawValue: $0) }) else {
      throw WebProblem(422, "choose how far you are")
    }
    guard let text = try form.words("text", scalarsMax: StatusNotice.textScalarsMax) else {
      throw WebProblem(422, "write down what everybody may read")
    }
    let says = try form.words("says", scalarsMax: StatusNotice.saysScalarsMax) ?? ""
    let number = try form.number("notice", in: 1...Int(Int32.max))
    let post = StatusPost(
      state: state, text: text, says: says,
      subject: number.map { .notice(Int64($0)) } ?? .another)
    let who = visit.person?.name.text ?? visit.session.token ?? visit.session.role.rawValue
    let (key, request) = (try visit.key(of: form), visit.exchange.request)
    visit.service.write { core in
      try core.once(key) {
        switch try core.post(post, by: who) {
        case .done: return PostReply(status: 303, body: "/status")
        case .refused(let refusal): return PostReply(status: 409, body: refusal.detail)
        }
      }
    } then: { result in
      switch result {
      case .success(let made) where made.status == 303: reply(PageAnswer.goTo(made.body))
      case .success(let made): reply(WebProblem(made.status, made.body).response(to: request))
      case .failure(let fault): reply(WebProblem(fault: fault).response(to: request))
      }
    }
  }
}
