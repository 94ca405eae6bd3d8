"""English comments."""

from stik.demo.words.said import Language, Said

ENGLISH: Language = {
    "order": Said(
        bad=(
            "I had to enter my address three times before the order went through.",
            "The price at the end was not the price I saw at the start.",
        ),
        fair=("Ordering worked, but I was not sure which package I need.",),
        good=("Ordering took five minutes and every step was clear.",),
    ),
    "booking": Said(
        bad=(
            "The booking page kept saying that the date is already taken.",
            "I picked a date, and a day later somebody called to change it.",
        ),
        fair=("There were few dates, but one of them suited me.",),
        good=("I chose the day and the hour myself and got a reminder.",),
    ),
    "waiting": Said(
        bad=(
            "I stayed at home the whole day and nobody told me when they would come.",
            "Three weeks of waiting without a single message.",
        ),
        fair=("The wait was long, but at least I knew how long.",),
        good=("They came earlier than promised and let me know in the morning.",),
    ),
    "installation": Said(
        bad=(
            "The technician left holes in the wall and a cable across the hallway.",
            "He was in a hurry and the signal in the bedroom does not work.",
        ),
        fair=("The installation was fine, cleaning up was left to me.",),
        good=("The technician was kind, tidy and explained everything.",),
    ),
    "first_invoice": Said(
        bad=(
            "I do not understand the first invoice, there are six lines of fees.",
            "I was charged for days when I had no connection yet.",
        ),
        fair=("The amount is right, but the invoice is hard to read.",),
        good=("The invoice is clear and the amount is what we agreed.",),
    ),
    "call_centre": Said(
        bad=(
            "Forty minutes of music, and then I was passed on twice.",
            "I had to tell my story from the start to each person.",
        ),
        fair=("They helped me in the end, after a rather long wait.",),
        good=("The lady on the phone solved it at once.",),
    ),
    "fault_report": Said(
        bad=(
            "I reported the fault and never learned what happened with it.",
            "To report a fault I first had to restart everything three times.",
        ),
        fair=("The report was taken, but the answer came only the next day.",),
        good=("I reported the fault in a minute and saw when it would be mended.",),
    ),
    "repair": Said(
        bad=(
            "The same fault was back after two days.",
            "The technician came without the part he needed.",
        ),
        fair=("It works again, although it took two visits.",),
        good=("Repaired on the first visit, thank you.",),
    ),
    "shop": Said(
        bad=(
            "Two people for the whole queue, I waited half an hour.",
            "In the shop they sent me to the phone line.",
        ),
        fair=("The shop is what one expects, nothing special.",),
        good=("They took time for me in the shop and set up my phone.",),
    ),
    "app": Said(
        bad=(
            "The app signs me out each time and forgets my number.",
            "I cannot find my invoices in the app.",
        ),
        fair=("The app does its job, but it is slow.",),
        good=("Everything I need is in the app, and it is quick.",),
    ),
    "help_pages": Said(
        bad=(
            "The instructions on the page are for an older router.",
            "I searched for an hour and found no answer.",
        ),
        fair=("I found half of the answer on the help pages.",),
        good=("With the pictures on the help page I managed on my own.",),
    ),
    "overall": Said(
        bad=(
            "I expected more for this money and am looking at other offers.",
            "Nobody at this company knows what the other one promised.",
        ),
        fair=("On the whole it is all right, there is room to improve.",),
        good=("I am satisfied and have told my neighbours so.",),
    ),
    "closing": Said(
        bad=("Please do something about it.", "I am disappointed."),
        fair=("It could be better.", "Neither good nor bad."),
        good=("Keep it up!", "Thank you."),
    ),
}
