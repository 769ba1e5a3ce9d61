public import CivilTime
public import ServiceHours

/// Where the reader learns what a time zone's clock does; the caller hands it the system's database.
public struct ZoneSource: Sendable {
  /// A zone by its IANA name.
  public let rules: @Sendable (String) throws(TimeZoneFault) -> TimeZoneRules
  /// All names, for "did you mean"; asked only when a name is unknown.
  public let names: @Sendable () -> [String]

  public init(
    rules: @escaping @Sendable (String) throws(TimeZoneFault) -> TimeZoneRules,
    names: @escaping @Sendable () -> [String] = { [] }
  ) {
    self.rules = rules
    self.names = names
  }
}

/// What a set of rota files comes to.
public struct ReadResult: Sendable {
  /// Nil when there is any error.
  public let configuration: Configuration?
  /// By file name, line and column; what has no place comes last.
  public let problems: [Problem]
}

extension Configuration {
  /// Reads the rota folder's files, whose order means nothing, as one configuration (spec: rotas.md).
  ///
  /// Any bytes at all end in an answer. All problems are told at once: errors, for which there is no
  /// configuration, and those warnings for which no calendar is needed. The time taken grows as the text
  /// does (n log n).
  ///
  /// The way of the text, one step a file of this folder:
  /// 1. `SourceText`: bytes → lines of Unicode scalars;
  /// 2. `Words`: a line → bare words, strings and commas with their columns;
  /// 3. `Stanza`, by `RotaGrammar`: lines → stanzas and their properties;
  /// 4. `NameTable`: the first lines of all files define people and rotas;
  /// 5. `DeskReader`, `PeopleReader`, `RotaReader`, `EscalationReader`: words → values, by the `…Form`
  ///    files and the `WordReader`;
  /// 6. `CrossChecks`: what single lines can't show: overlaps, leave, who lacks a phone.
  ///
  /// What any step finds wrong is a fact (`TextFault`, `LineFault`, `ValueFault`, `RotaFault`) that stands
  /// beside its words and goes to one `FaultList`. A step that meets something wrong tells it and goes on
  /// with what was most likely meant, so that one slip makes one problem.
  ///
  /// - Parameter years: for which the desk's calendar is made; see ``ServiceHours``.
  public static func read(
    _ files: [RotaFile], zones: ZoneSource, years: ClosedRange<Int> = PublicHolidays.years
  ) -> ReadResult {
    var reader = ConfigurationReader(zones: zones, years: years)
    let configuration = reader.read(files.sorted { $0.name < $1.name })
    return ReadResult(configuration: configuration, problems: reader.faults.sorted())
  }
}

/// One run over one set of files: what is known so far, and what is wrong so far.
struct ConfigurationReader {
  let zones: ZoneSource
  let years: ClosedRange<Int>
  let faults = FaultList()
  var names = NameTable()
  /// Of the desk, once its stanza has been read.
  var zone: TimeZoneRules?
  var desk: Desk?
  var targets = CallbackTargets()
  var ignored: [IgnoredNumber] = []
  var people: [PersonDraft] = []
  var rotas: [RotaDraft] = []
  var leave: [LeaveDraft] = []
  var overrides: [OverrideDraft] = []
  var escalation: Escalation?

  init(zones: ZoneSource, years: ClosedRange<Int>) {
    self.zones = zones
    self.years = years
  }
}

extension ConfigurationReader {
  mutating func read(_ files: [RotaFile]) -> Configuration? {
    let readable = withinLimits(files)
    let statements = readable.map { $0.statements(faults: faults) }
    let stanzas = statements.flatMap {
      StanzaGatherer.stanzas(of: $0, grammar: .rota, faults: faults)
    }
    if readable.count < files.count { names.doubtAll() }
    let definitions = define(stanzas)
    // The desk first: its zone says what the others' local times mean.
    for keyword in ["desk", "callbacks", "escalation"] {
      readSingle(
        keyword, stanzas, isRequired: keyword != "callbacks" && readable.count == files.count)
    }
    for (stanza, name) in zip(stanzas, definitions) {
      switch stanza.form?.keyword {
      case "person": readPerson(stanza, name)
      case "rota": readRota(stanza, name)
      case "leave": readLeave(stanza.head)
      case "override": readOverride(stanza.head)
      default: break
      }
    }
    crossCheck(statements.joined())
    return faults.hasErrors ? nil : configuration
  }

  private var configuration: Configuration? {
    guard let desk, let escalation else { return nil }
    return Configuration(
      desk: desk, hours: ServiceHours(desk.definition, years: years), targets: targets,
      ignored: ignored, people: people.compactMap(\.person).sorted { $0.name < $1.name },
      rotas: rotas.compactMap(\.rota).sorted { $0.name < $1.name },
      leave: leave.map(\.leave), overrides: overrides.map(\.override), escalation: escalation)
  }

  /// A stanza that stands once: each is read, the first counts.
  private mutating func readSingle(_ keyword: String, _ stanzas: [Stanza], isRequired: Bool) {
    let all = stanzas.filter { $0.form?.keyword == keyword }
    if all.isEmpty, isRequired { faults.add(LineFault.missingStanza(keyword), at: nil) }
    let known = all.filter(\.isKnown)
    for (index, stanza) in all.enumerated() {
      if stanza.isKnown { try? WordReader(stanza.head, after: 1, faults: faults).end() }
      let first = known.first.map(\.head.place)
      if stanza.isKnown, let first, stanza.head.place != first, !stanza.head.isDamaged {
        faults.add(
          LineFault.repeatedStanza(keyword, at: first), at: stanza.head.place(of: 0..<1))
      }
      switch keyword {
      case "desk": readDesk(stanza, counts: index == 0)
      case "callbacks": readCallbacks(stanza, counts: index == 0)
      default: readEscalation(stanza, counts: index == 0)
      }
    }
    // Of two that must become one, what either of them has is not missing.
    if let first = known.first { tellMissing(in: first, besides: all) }
  }

  /// The properties that the grammar itself requires.
  func tellMissing(in stanza: Stanza, besides others: [Stanza] = []) {
    for property in stanza.form?.properties ?? [] where property.isRequired {
      // `person hana "Hana Rewi"`: it is there, in the wrong place, which has been told.
      if property.phrase == "name", stanza.head.words.last?.kind == .string { continue }
      if stanza.lacks(property.phrase), !others.contains(where: { $0.has(property.phrase) }) {
        tellMissing(property.phrase, in: stanza)
      }
    }
  }

  func tellMissing(_ phrase: String, in stanza: Stanza) {
    guard let form = stanza.form,
      let property = form.properties.first(where: { $0.phrase == phrase })
    else { return }
    let fault = LineFault.missingProperty(phrase, in: form.keyword, example: property.example)
    faults.add(fault, at: stanza.head.place)
  }
}
