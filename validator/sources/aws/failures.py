"""What a failed call means: who has to do something about it."""

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError  # noqa: A004 - botocore's own name

from validator.model.value import Reason, Unknown
from validator.sources.aws.watch import TIME_UP

# Source: "Common errors" in the API references of ECR, IAM and EC2.
_DENIED = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError"})
_UNSUPPORTED = frozenset({"UnknownOperationException", "InvalidAction", "UnsupportedOperation", "OptInRequired"})
_SIGNED_OUT = frozenset(
    {"ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "UnrecognizedClientException", "AuthFailure"}
)
_SLOW = frozenset(
    {"Throttling", "ThrottlingException", "TooManyRequestsException", "RequestLimitExceeded", "LimitExceededException"}
)

_REMEDIES = {
    "was throttled": "run it again, with more attempts (AWS_MAX_ATTEMPTS) or when less is going on",
    "is not supported there": "leave the region out, or update boto3",
    "signed in with invalid credentials": "sign in again; a region may have to be enabled first",
    "was not answered": "check the network and the endpoint",
    TIME_UP.detail: "give it more time (--timeout), or fewer regions",
}


def reason_of(error: Exception, action: str) -> Unknown:
    """Why what a call asks for is not known. AWS's own text is left out: it may quote what it was given."""
    if isinstance(error, ClientError):
        code = str(error.response.get("Error", {}).get("Code", "no code"))
        if code in _DENIED:
            return Unknown(Reason.DENIED, detail=action)
        return Unknown(Reason.FAILED, detail=f"{action} {_said(code)}")
    if isinstance(error, HTTPClientError | ConnectionError):
        return Unknown(Reason.FAILED, detail=f"{action} was not answered")
    return Unknown(Reason.FAILED, detail=f"{action} ended with {type(error).__name__}")


def remedy_for(unknown: Unknown) -> str:
    """What helps."""
    if unknown.reason is Reason.DENIED:
        return "allow the action; pullguard audit --print-iam-policy prints all that are needed"
    return next((remedy for words, remedy in _REMEDIES.items() if words in unknown.detail), "")


def _said(code: str) -> str:
    if code in _UNSUPPORTED:
        return "is not supported there"
    if code in _SIGNED_OUT:
        return "signed in with invalid credentials"
    return "was throttled" if code in _SLOW else f"answered {code}"
