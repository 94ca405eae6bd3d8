"""Why a request is not taken, as its sender is told: status, field and mend."""

import msgspec
from django.http import HttpResponse

from stik_web.counted import count

DECLINED = "requests declined"
"""What this process counts of them, by status."""


class Declined(Exception):
    """A request that is not taken, with a sentence that says the mend.

    `come_again` is in seconds: after so long the same may be asked again.
    """

    def __init__(
        self,
        status: int,
        sentence: str,
        *,
        field: str | None = None,
        come_again: int | None = None,
    ) -> None:
        self.status, self.sentence = status, sentence
        self.field, self.come_again = field, come_again
        super().__init__(sentence)

    def answer(self) -> HttpResponse:
        """Return it as JSON, and count it."""
        count(DECLINED, of=str(self.status))
        said = {"success": False, "field": self.field, "message": self.sentence}
        answer = json_answer(said, status=self.status)
        if self.come_again is not None:
            answer["Retry-After"] = str(self.come_again)
        if self.status == 401:
            answer["WWW-Authenticate"] = 'Basic realm="stik"'
        return answer


def json_answer(content: object, *, status: int = 200) -> HttpResponse:
    """Return plain values as JSON."""
    return HttpResponse(
        msgspec.json.encode(content), status=status, content_type="application/json"
    )
