import Documents
import Testing

@testable import Web

/// Spec: http-api.md: the server describes itself, and that document is true. That every answer is as it says
/// is held by ``House/ask(_:_:as:_:type:fields:sourceLocation:)`` in all the other tests.
@Suite(.timeLimit(.minutes(5))) struct OpenAPITests {
  @Test func `anybody may read the document, and it holds every route`() throws {
    let answer = try House().ask("GET", "/openapi.json", as: .nobody)
    #expect(answer.status == 200)
    #expect(answer.type == "application/json")
    #expect(answer.json == Conformance.document.sorted)
    #expect(answer.json["openapi"] == "3.1.0")
    for route in WebInterface.routes {
      #expect(answer.json["paths"][route.path]?[route.method.lowercased()] != nil)
    }
  }

  @Test func `every example is as its schema says`() {
    for (name, example) in Examples.all where name != "CallEvent" {
      #expect(Conformance.faults(of: example, by: Schema.named(name)) == [])
    }
  }

  @Test func `the example of a call gets the example of an answer`() throws {
    let house = try House()
    let event = try #require(Examples.all["CallEvent"]).text
    #expect(try house.post(event).json == Examples.all["CallAnswer"]?.sorted)
    for (path, name) in [
      ("/v1/callbacks", "CallbackPage"), ("/v1/callbacks/1001", "CallbackAlone"),
      ("/v1/service-hours", "ServiceHours"),
    ] {
      #expect(try house.ask("GET", path).json == Examples.all[name]?.sorted)
    }
  }

  @Test func `every reference leads somewhere and every name is there once`() {
    var references: Set<String> = []
    collect(Conformance.document, &references)
    #expect(references.count > 20)
    for reference in references {
      let found = reference.split(separator: "/").dropFirst().reduce(
        Conformance.document as JSON?
      ) { $0?[String($1)] }
      #expect(found != nil, "\(reference)")
    }
    let names = Schemas.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Set(references).isSuperset(of: names.map { "#/components/schemas/" + $0 }))
  }

  private func collect(_ value: JSON, _ references: inout Set<String>) {
    switch value {
    case .object(let members):
      for member in members {
        if member.name == "$ref" { references.insert(member.value.plain) }
        collect(member.value, &references)
      }
    case .array(let elements): for element in elements { collect(element, &references) }
    default: break
    }
  }

  @Test func `what a route takes stands in the document`() {
    let paths = Conformance.document["paths"]
    let list = paths["/v1/callbacks"]?["get"]
    #expect(
      list["parameters"].elements.map { $0["name"].plain } == [
        "status", "owner", "person", "overdue", "limit", "after",
      ])
    #expect(
      list["parameters"].elements[4]["schema"] == [
        "type": "integer", "minimum": 1, "maximum": 200, "default": 50,
      ])
    let attempt = paths["/v1/callbacks/{ticket}/attempts"]?["post"]
    #expect(attempt["requestBody"]["required"] == true)
    let body = attempt["requestBody"]["content"]["application/json"]["schema"]
    #expect(body["required"] == ["outcome"])
    #expect(attempt["parameters"].elements.map { $0["in"].plain } == ["path", "header"])
    #expect(attempt["security"].elements[0] == ["bearer": ["engineer", "manager"]])
    #expect(paths["/healthz"]?["get"]["security"] == [])
  }
}
