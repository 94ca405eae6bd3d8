"""The first programme file of a company: tiny, commented, valid as it is."""

import json

_STARTER = """\
# What {company} wants its customers to experience, and who answers for it.
# Change it with any editor; 'stik programme PLACE check' names what is wrong in it
# and lists the touchpoints that your data has and this file has not.
# A line that begins with '#' is a note: take the '#' and one blank away to use it.

# Your vision: one sentence that everybody in the company can say by heart.
vision: {vision}

# Who answers for something. The name is how the rest of this file calls them.
owners:
  CX manager:
  # Ana Novak:
  #   email: ana@example.com

# Where customers meet you, by the name it has in your data.
touchpoints:
  # checkout:
  #   label: {{en: Paying, sl: Plačilo}}
  #   component: sales
  #   owner: CX manager
  #   sees: [the queue, the price]

# What you want to reach, by when.
goals:
  # more recommend us:
  #   metric: nps
  #   direction: up
  #   target: 40
  #   by: 2030-12-31
  #   owner: CX manager
"""


def starter_programme(company_name: str) -> str:
    """Return the text of a first programme file of the company."""
    words = " ".join(company_name.split())
    company = "".join(filter(str.isprintable, words)) or "the company"
    vision = f"Every customer of {company} gets what was promised, and is glad of it."
    return _STARTER.format(
        company=company, vision=json.dumps(vision, ensure_ascii=False)
    )
