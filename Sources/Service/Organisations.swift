import Store

extension CallbackService {
  /// The organisations of the latest tickets, by their names: what a form suggests.
  public func organisations() throws -> [String] {
    try read { try $0.organisations(limit: CallbackService.organisationsMax) }
  }

  static let organisationsMax = 200
}
