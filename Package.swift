// swift-tools-version: 6.2
import PackageDescription

// The arrows of the house (Sources/ringback/Ringback.docc/Architecture.md). A target reaches what it
// names here and nothing else; `.ci/run` builds with the import check that holds it so.

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// The program that is copied to other machines asks little of them and starts at once: with
// `--static-swift-stdlib` the C++ library of Swift's runtime is in it too (loading that took a seventh of a
// command's time), and it shows its own symbols to nobody.
let link = Context.packageDirectory + "/Sources/ringback/Link"
let oneFile = ["-use-ld=lld", "-L\(link)", "-Xlinker", "--version-script=\(link)/symbols"]
let release = BuildSettingCondition.when(platforms: [.linux], configuration: .release)

func part(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["TestSupport"], exclude: exclude,
    swiftSettings: strict)
}

let package = Package(
  name: "ringback",
  targets: [
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CLinux"),

    part("CivilTime"),
    part("PhoneNumbers"),
    part("Digests"),
    part("ServiceHours", ["CivilTime"]),
    part("Rota", ["ServiceHours", "CivilTime", "PhoneNumbers", "Digests"]),
    part("Callbacks", ["Rota", "ServiceHours", "CivilTime", "PhoneNumbers"]),
    part("Clients", ["Rota", "PhoneNumbers"]),
    part("Bill", ["Callbacks", "Rota", "CivilTime"]),
    part("Reports", ["Callbacks", "Rota", "ServiceHours", "CivilTime"]),
    part("Documents", ["Callbacks", "Rota", "ServiceHours", "CivilTime", "PhoneNumbers"]),
    part(
      "Pages",
      [
        "Bill", "Reports", "Callbacks", "Rota", "ServiceHours", "CivilTime", "PhoneNumbers",
        "Digests",
      ]),
    part("Store", ["Callbacks", "Rota", "CivilTime", "PhoneNumbers", "CSQLite"]),
    part(
      "Service",
      [
        "Store", "Documents", "Callbacks", "Rota", "ServiceHours", "CivilTime", "PhoneNumbers",
        "Digests", "Mail", "Bill", "Reports", "Clients",
      ]),
    part("HTTPServer", ["CLinux"]),
    part(
      "Web",
      [
        "HTTPServer", "Service", "Documents", "Callbacks", "Rota", "ServiceHours", "CivilTime",
        "PhoneNumbers", "Digests", "Mail", "Bill", "Reports", "Pages",
      ]),
    part("Mail", ["CivilTime", "Digests"]),
    part("Live", ["Rota", "CivilTime", "CLinux"]),
    .executableTarget(
      name: "ringback",
      dependencies: [
        "Web", "Live", "HTTPServer", "Service", "Documents", "Callbacks", "Rota", "ServiceHours",
        "CivilTime", "Store", "PhoneNumbers", "Digests", "Mail", "Clients",
      ],
      exclude: ["Link"], swiftSettings: strict, linkerSettings: [.unsafeFlags(oneFile, release)]),

    // Measures; no part of the program, and the one place that may compare with Foundation.
    .executableTarget(
      name: "ringback-bench",
      dependencies: [
        "Service", "Pages", "Callbacks", "PhoneNumbers", "Rota", "ServiceHours", "CivilTime",
        "CSQLite",
      ],
      swiftSettings: strict),
    // What a program costs that does nothing; beside it the bench starts ringback.
    .executableTarget(name: "ringback-bench-empty", swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: ["CivilTime"], path: "Tests/TestSupport",
      swiftSettings: strict),
    tests("CivilTime", ["CivilTime"]),
    tests("PhoneNumbers", ["PhoneNumbers"]),
    tests("Digests", ["Digests"], exclude: ["Vectors"]),
    tests("ServiceHours", ["ServiceHours", "CivilTime"]),
    tests(
      "Rota", ["Rota", "ServiceHours", "CivilTime", "PhoneNumbers"],
      exclude: ["Golden", "GoldenServer"]),
    tests("Documents", ["Documents", "Rota", "ServiceHours", "CivilTime"]),
    tests("HTTPServer", ["HTTPServer"]),
    tests(
      "Web",
      [
        "Web", "HTTPServer", "Service", "Store", "Documents", "Callbacks", "Rota", "CivilTime",
        "Digests", "Mail", "Live",
      ]),
    tests(
      "Service",
      [
        "Service", "Store", "Documents", "Callbacks", "Reports", "Rota", "CivilTime",
        "PhoneNumbers", "Mail",
      ]),
    tests(
      "Simulation",
      ["Service", "Store", "Callbacks", "Rota", "CivilTime", "PhoneNumbers"]),
    tests("Callbacks", ["Callbacks", "CivilTime", "PhoneNumbers"]),
    tests(
      "Store", ["Store", "Callbacks", "Rota", "CivilTime", "PhoneNumbers", "CSQLite"]),
    tests("Bill", ["Bill", "Callbacks", "Rota", "ServiceHours", "CivilTime", "PhoneNumbers"]),
    tests(
      "Reports", ["Reports", "Callbacks", "Rota", "ServiceHours", "CivilTime", "PhoneNumbers"]),
    tests("Pages", ["Pages"]),
    tests("Clients", ["Clients", "Rota", "PhoneNumbers"], exclude: ["Golden"]),
    tests("Tidy", []),
    tests("Live", ["Live", "Rota", "CivilTime"]),
    tests("Mail", ["Mail", "CivilTime", "Digests"], exclude: ["Shapes"]),
    tests(
      "Ringback",
      [
        "ringback", "Live", "Store", "Service", "Documents", "Callbacks", "Rota", "CivilTime",
        "Digests",
      ]),
  ]
)
