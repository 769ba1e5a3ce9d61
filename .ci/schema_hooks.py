"""What schemathesis has to be told: which token opens which door, and how bodies of types that it does not know are
sent and read. `.ci/schema_check.sh` names the tokens in the environment."""
import os
import urllib.parse

import schemathesis

ROLES = {"/v1/call-events": "TELEPHONY", "/v1/mail": "MAIL"}


@schemathesis.hook
def before_call(context, case, kwargs):
    token = os.environ["RINGBACK_TEST_" + ROLES.get(case.path, "MANAGER")]
    case.headers["Authorization"] = "Bearer " + token


@schemathesis.serializer("message/rfc822")
def mail(context, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


@schemathesis.deserializer("application/x-www-form-urlencoded")
def form(context, response):
    return dict(urllib.parse.parse_qsl(response.content.decode(), keep_blank_values=True))
