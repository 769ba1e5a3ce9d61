import HTTPServer
import Pages

/// What the pages load: the style sheet, the script, the icon and the manifest.
enum AssetRoutes {
  static let routes = [
    Route(
      "GET", "/assets/{name}", "A part of the pages: style, script, icon or manifest.", roles: nil,
      isPage: true,
      answers: [
        Route.Answer(
          status: 200, words: "The part.",
          media: Set(Asset.all.map(\.mediaType)).sorted().map { Route.Media($0, Schema.text) })
      ],
      .now { exchange in
        guard let asset = Asset.all.first(where: { $0.path == exchange.request.path }) else {
          throw WebProblem.notFound
        }
        var response = HTTPResponse(
          status: 200,
          fields: [
            "Content-Type": asset.mediaType + "; charset=utf-8",
            "Cache-Control": asset.isForEver
              ? "public, max-age=31536000, immutable" : "public, max-age=86400",
          ], body: asset.bytes)
        PageAnswer.secure(&response)
        return response
      })
  ]
}
