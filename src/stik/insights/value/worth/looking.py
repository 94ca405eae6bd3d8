"""How far worth is looked for: months after an answer, and months ahead."""

from dataclasses import dataclass

from stik.errors import QuestionError


@dataclass(frozen=True)
class Looking:
    """How far to look: months after an answer, months ahead, and the yearly discount.

    `currency` is that of the purchases, null where there is one only.
    """

    months: float = 12.0
    ahead: int = 12
    discount: float = 0.0
    currency: str | None = None

    def check(self) -> None:
        """Do nothing, or refuse what cannot be.

        Raises
        ------
        QuestionError
            Naming what could.
        """
        if self.months <= 0 or self.ahead < 1:
            raise QuestionError("the months must be above 0, such as 12.")
        if not 0 <= self.discount < 1:
            raise QuestionError(
                f"{self.discount:g} is no yearly discount; write 0.05 for 5 %."
            )
