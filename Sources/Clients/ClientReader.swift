import PhoneNumbers
public import Rota

/// What a `clients.csv` comes to.
public struct ClientReadResult: Sendable {
  /// Nil when there is any error.
  public let list: ClientList?
  /// By line and column.
  public let problems: [Problem]
}

extension ClientList {
  /// Reads the file: any bytes at all end in an answer, with all problems at once.
  public static func read(_ file: RotaFile) -> ClientReadResult {
    var reader = ClientReader()
    let clients = reader.read(file)
    return ClientReadResult(
      list: reader.faults.hasErrors ? nil : ClientList(clients), problems: reader.faults.sorted())
  }
}

/// One run over one file.
struct ClientReader {
  let faults = FaultList()
  private var clashes = ClientClashes()

  /// What a place of the header says.
  private enum Heading {
    case column(ClientColumn)
    case none
    /// It has been told.
    case unknown
  }

  mutating func read(_ file: RotaFile) -> [Client] {
    let start = SourcePlace(file: file.name, line: 1, column: 1, length: 1)
    guard file.bytes.count <= ClientLimits.fileBytesMax else {
      faults.add(ClientFault.fileTooLarge(bytes: file.bytes.count), at: start)
      return []
    }
    if [[0xFF, 0xFE], [0xFE, 0xFF]].contains(where: { file.bytes.starts(with: $0) }) {
      faults.add(ClientFault.utf16, at: start)
      return []
    }
    var text = CSVText(file, faults: faults)
    var header: CSVRow?
    while let row = text.next() {
      guard row.isDamaged || !row.isBlank else { continue }
      header = row
      break
    }
    guard let header else {
      faults.add(ClientFault.noHeader, at: start)
      return []
    }
    guard let columns = read(header: header) else { return [] }
    var clients: [Client] = []
    while let row = text.next() {
      guard !row.isDamaged, !row.isBlank, let cells = divide(row, columns) else { continue }
      let isNamed = columns.contains { if case .column(.organisation) = $0 { true } else { false } }
      if let client = read(cells, of: row, isNamed: isNamed) { clients.append(client) }
    }
    return clients
  }

  /// Nil when it names no columns at all, so that there is nothing to say of the rows.
  private func read(header row: CSVRow) -> [Heading]? {
    if row.isDamaged { return nil }
    let names = row.cells.map { $0.text($0.trimmed) }
    if names.count == 1, let divider = otherDivider(names[0]) {
      faults.add(ClientFault.otherDivider(divider), at: row.cells[0].place(row.cells[0].trimmed))
      return nil
    }
    let meant = names.map { ClientColumn(heading: $0) ?? ClientColumn.nearest(to: $0) }
    guard meant.contains(where: { $0 != nil }) else {
      let whole = row.cells[0]
      faults.add(ClientFault.headingsWanted, at: whole.place(whole.trimmed))
      return nil
    }
    var firsts: [ClientColumn: SourcePlace] = [:]
    for ((cell, name), column) in zip(zip(row.cells, names), meant) where !name.isEmpty {
      let place = cell.place(cell.trimmed)
      if ClientColumn(heading: name) == nil {
        faults.add(ClientFault.unknownColumn(name, nearest: column), at: place)
      } else if let column {
        if let first = firsts[column] {
          faults.add(ClientFault.columnTwice(column, at: first), at: place)
        } else {
          firsts[column] = place
        }
      }
    }
    if !meant.contains(.organisation) {
      let first = row.cells[0]
      faults.add(ClientFault.noOrganisationColumn, at: first.place(first.trimmed))
    }
    return zip(names, meant).map { name, column in
      column.map { .column($0) } ?? (name.isEmpty ? .none : .unknown)
    }
  }

  /// A header that other characters than commas divide.
  private func otherDivider(_ line: String) -> String? {
    let dividers: [(Character, String)] = [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")]
    return dividers.first { divider, _ in
      let parts = line.split(separator: divider)
      return parts.count > 1
        && parts.contains { part in
          ClientColumn(heading: part.filter { !" \"".contains($0) }) != nil
        }
    }?.1
  }

  /// The row's cells by their columns; nil when it is not known which is which.
  private func divide(_ row: CSVRow, _ columns: [Heading]) -> [ClientColumn: CSVCell]? {
    if let surplus = row.cells.dropFirst(columns.count).first {
      faults.add(
        ClientFault.tooManyCells(row.cells.count, columns: columns.count),
        at: surplus.place(surplus.trimmed))
      return nil
    }
    guard row.cells.count >= columns.count else {
      let last = row.cells[row.cells.count - 1]
      faults.add(
        ClientFault.tooFewCells(row.cells.count, columns: columns.count),
        at: last.place(last.trimmed))
      return nil
    }
    var cells: [ClientColumn: CSVCell] = [:]
    for (cell, heading) in zip(row.cells, columns) where !cell.isBlank {
      switch heading {
      case .column(let column): if cells[column] == nil { cells[column] = cell }
      case .none: faults.add(ClientFault.cellWithoutHeading, at: cell.place(cell.trimmed))
      case .unknown: break
      }
    }
    return cells
  }

  private mutating func read(
    _ cells: [ClientColumn: CSVCell], of row: CSVRow, isNamed: Bool
  ) -> Client? {
    let values = ClientValues(cells: cells, faults: faults)
    let organisation = values.name(.organisation)
    if cells[.organisation] == nil, isNamed {
      faults.add(ClientFault.noOrganisation, at: row.cells[0].place(row.cells[0].trimmed))
    }
    let domains = values.domains()
    let phones = values.phones()
    let partner = values.partner()
    let rates = Client.Rates(
      afterHoursCents: values.rate(.rateAfterHours),
      serviceDeskCents: values.rate(.rateServiceDesk),
      engineeringCents: values.rate(.rateEngineering))
    let contacts = values.addresses(.contact)
    guard let organisation, let cell = cells[.organisation] else { return nil }
    clashes.look(
      for: organisation, at: cell.place(cell.trimmed), domains: domains, phones: phones, faults)
    return Client(
      organisation: organisation, emailDomains: domains.map(\.value), phones: phones.map(\.value),
      partner: partner, rates: rates, contacts: contacts.map(\.value))
  }
}
