import Rota

/// What can be wrong with `clients.csv`, as facts; each becomes a sentence here and nowhere else.
enum ClientFault: Fault {
  // The text
  case fileTooLarge(bytes: Int)
  case utf16
  case notUTF8
  case openQuote
  case quoteInside
  case textAfterQuote
  // The header
  case noHeader
  case otherDivider(String)
  case headingsWanted
  case unknownColumn(String, nearest: ClientColumn?)
  case columnTwice(ClientColumn, at: SourcePlace)
  case noOrganisationColumn
  case cellWithoutHeading
  // Rows
  case tooManyCells(Int, columns: Int)
  case tooFewCells(Int, columns: Int)
  case noOrganisation
  case organisationTwice(String, at: SourcePlace)
  case lineBreak
  case longName(scalars: Int)
  // Values
  case domain(String, right: String?)
  case phone(String)
  case phonesUndivided(String)
  case address(String)
  case commaInList
  case oneValue(ClientColumn)
  case rate(String, right: String?)
  case withoutPartner(ClientColumn)
  // Doubtful
  case sharedNumber(String, with: String, at: SourcePlace)
  case sharedDomain(String, with: String, at: SourcePlace)
  case publicDomain(String)
  case premiumRate(String)
  case partnerWithoutPhone(String)

  var words: FaultWords {
    switch self {
    case .fileTooLarge, .utf16, .notUTF8, .openQuote, .quoteInside, .textAfterQuote: textWords
    case .noHeader, .otherDivider, .headingsWanted, .unknownColumn, .columnTwice,
      .noOrganisationColumn, .cellWithoutHeading:
      headerWords
    case .tooManyCells, .tooFewCells, .noOrganisation, .organisationTwice, .lineBreak, .longName:
      rowWords
    case .domain, .phone, .phonesUndivided, .address, .commaInList, .oneValue, .rate,
      .withoutPartner:
      valueWords
    default: doubtWords
    }
  }

  private var textWords: FaultWords {
    switch self {
    case .fileTooLarge(let bytes):
      FaultWords(
        "This file is too large to be read: it has \(bytes) bytes, and the limit is"
          + " \(ClientLimits.fileBytesMax) (1 MiB).",
        advice: "Take out the clients who are clients no longer.")
    case .utf16:
      FaultWords(
        "This file is not UTF-8 text: it is in the form that spreadsheets call “Unicode text”.",
        advice: "Save it again as “CSV UTF-8 (comma delimited)”.")
    case .notUTF8:
      FaultWords(
        "This character is not UTF-8 text.",
        advice: "Save the list again as “CSV UTF-8 (comma delimited)”, not as plain “CSV”.")
    case .openQuote:
      FaultWords(
        "This double quote opens a cell that is not closed.",
        advice: "Put a double quote at the cell’s end too, before the comma.")
    case .quoteInside:
      FaultWords(
        "A double quote stands inside a cell that does not begin with one.",
        advice: "Put the whole cell in double quotes and write this one twice, as in:"
          + " \"Smith \"\"and\"\" Sons\"")
    default:
      FaultWords(
        "Something follows the double quote that closes this cell.",
        advice: "Put a comma after the quote; a quote that belongs to the text is written twice.")
    }
  }

  private var headerWords: FaultWords {
    switch self {
    case .noHeader:
      FaultWords(
        "This file has no header line.",
        advice: "Begin it with the names of its columns, such as: \(ClientFault.headerExample)")
    case .otherDivider(let divider):
      FaultWords(
        "The columns of this file are divided by \(divider), not by commas.",
        advice: "Save the list again as “CSV UTF-8 (comma delimited)”.")
    case .headingsWanted:
      FaultWords(
        "The first line does not name the columns.",
        advice: "Put a line above it, such as: \(ClientFault.headerExample)")
    case .unknownColumn(let found, let nearest):
      FaultWords(
        "“\(brief(found))” is no column of this list.",
        advice: nearest.map { "Did you mean “\($0.rawValue)”?" }
          ?? "Take the column out; there are: "
          + ClientColumn.allCases.map(\.rawValue).joined(separator: ", "))
    case .columnTwice(let column, let place):
      FaultWords(
        "There is a column “\(column.rawValue)” already.",
        advice: "Keep one of the two.", related: place)
    case .noOrganisationColumn:
      FaultWords(
        "There is no column “organisation”.",
        advice: "Add one: it says whose row each one is.")
    default:
      FaultWords(
        "This cell stands in a column without a name.",
        advice: "Name the column in the first line, or empty the cell.")
    }
  }

  private static let headerExample = "organisation,email_domains,phones"

  private var rowWords: FaultWords {
    switch self {
    case .tooManyCells(let count, let columns):
      FaultWords(
        "This row has \(count) cells, and there are \(columns) columns.",
        advice: "Put a cell that holds a comma in double quotes, as in: \"Kauri, Rimu and Sons\"")
    case .tooFewCells(let count, let columns):
      FaultWords(
        "This row has \(count) \(count == 1 ? "cell" : "cells"), and there are \(columns) columns.",
        advice: "Put a comma for each empty cell too.")
    case .noOrganisation:
      FaultWords(
        "This row does not say whose it is.",
        advice: "Write the organisation’s name in the column “organisation”.")
    case .organisationTwice(let name, let place):
      FaultWords(
        "“\(brief(name))” has a row already (line \(place.line)).",
        advice: "Put everything into one row: a cell may hold several domains, phones or contacts.",
        related: place)
    case .lineBreak:
      FaultWords(
        "There is a line break inside this name.", advice: "Write the name on one line.")
    default:
      FaultWords(
        "This name is too long: the limit is \(ClientLimits.nameScalarsMax) characters.",
        advice: "Write a shorter one.")
    }
  }

  private var valueWords: FaultWords {
    switch self {
    case .domain(let found, let right):
      FaultWords(
        "“\(brief(found))” is no domain of email addresses.",
        advice: right.map { "Write the domain alone: \($0)" }
          ?? "Write one such as kauri.example.nz, and blanks or “;” between two.")
    case .phone(let found):
      FaultWords(
        "“\(brief(found))” is not understood as a phone number.",
        advice: "Write it as 021 555 0101, 09 555 0100 or +64 21 555 0101.")
    case .phonesUndivided(let found):
      FaultWords(
        "“\(brief(found))” is not understood as phone numbers.",
        advice: "Put “;” between two numbers, as in: 09 555 0100; 021 555 0101")
    case .address(let found):
      FaultWords(
        "“\(brief(found))” is no email address.",
        advice: "Write one such as mere@kauri.example.nz")
    case .commaInList:
      FaultWords(
        "A comma stands inside this cell.",
        advice: "Put a blank or “;” between two entries of one cell.")
    case .oneValue(let column):
      FaultWords(
        "“\(column.rawValue)” is one address, and here are several.", advice: "Keep one of them.")
    case .rate(let found, let right):
      FaultWords(
        "“\(brief(found))” is not how a rate is written here.",
        advice: "Write dollars an hour, up to \(MoneyForm.dollarsMax), with cents or without: "
          + (right ?? "180 or 180.50"))
    default:
      FaultWords(
        "This is a partner’s, but the row names no partner.",
        advice: "Write the partner’s name in the column “partner”, or empty this cell.")
    }
  }

  private var doubtWords: FaultWords {
    switch self {
    case .sharedNumber(let number, let organisation, let place):
      FaultWords(
        "\(brief(number)) is “\(brief(organisation))”’s number too (line \(place.line)), so a caller"
          + " from it is not known for sure.",
        advice: "Keep it in one of the two rows, unless they really share it.", related: place,
        severity: .warning)
    case .sharedDomain(let domain, let organisation, let place):
      FaultWords(
        "\(brief(domain)) is “\(brief(organisation))”’s domain too (line \(place.line)), so a caller"
          + " from it is not known for sure.",
        advice: "Keep it in one of the two rows, unless they really share it.", related: place,
        severity: .warning)
    case .publicDomain(let domain):
      FaultWords(
        "Anybody can have an address at \(brief(domain)), and would be taken for this client.",
        advice: "Leave it out; a single address can stand in the column “contact”.",
        severity: .warning)
    case .premiumRate(let found):
      FaultWords(
        "\(brief(found)) is a premium-rate number, which costs whoever rings it.",
        advice: "Check that it is the number you mean.", severity: .warning)
    case .partnerWithoutPhone(let partner):
      FaultWords(
        "“\(brief(partner))” has no phone number here, so a caller can’t be asked to ring it first.",
        advice: "Write its number in the column “partner_phone”.", severity: .warning)
    default: FaultWords("This is not understood.", advice: "Write it again.")
    }
  }
}
