"""Questions that official meetings often need and no form asks unless somebody decides so: switched on with one click.

Each says why it is asked, for personal data need a reason that the person can read (GDPR, Article 13).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from tracker.i18n import Texts
from tracker.registration.papers.models import Need
from tracker.registration.questions.models import QuestionKind


@dataclass(frozen=True, slots=True)
class Standard:
    """A ready-made question. `autocomplete` is the name that browsers know the answer by."""

    kind: QuestionKind
    label: Texts
    hint: Texts
    need: Need = Need.OPTIONAL
    autocomplete: str = "off"
    options: Sequence[Mapping[str, str]] = ()  # of a choice


STANDARD: Mapping[str, Standard] = MappingProxyType(
    {
        "date_of_birth": Standard(
            QuestionKind.DATE,
            Texts({"en": "Date of birth", "fr": "Date de naissance"}),
            Texts(
                {
                    "en": "The security service of the building asks for it.",
                    "fr": "Le service de sécurité du bâtiment la demande.",
                }
            ),
            autocomplete="bday",
        ),
        "nationality": Standard(
            QuestionKind.TEXT,
            Texts({"en": "Nationality", "fr": "Nationalité"}),
            Texts(
                {
                    "en": "The security service of the building asks for it.",
                    "fr": "Le service de sécurité du bâtiment la demande.",
                }
            ),
        ),
        "address": Standard(
            QuestionKind.TEXT,
            Texts({"en": "Postal address", "fr": "Adresse postale"}),
            Texts(
                {
                    "en": "Official letters to you are sent there.",
                    "fr": "Les lettres officielles vous y sont envoyées.",
                }
            ),
            autocomplete="street-address",
        ),
        "arrival": Standard(
            QuestionKind.DATE,
            Texts({"en": "Date of arrival", "fr": "Date d’arrivée"}),
            Texts(
                {
                    "en": "It helps to plan the reception of delegations.",
                    "fr": "Elle aide à préparer l’accueil des délégations.",
                }
            ),
        ),
        "departure": Standard(
            QuestionKind.DATE,
            Texts({"en": "Date of departure", "fr": "Date de départ"}),
            Texts(
                {
                    "en": "It helps to plan the reception of delegations.",
                    "fr": "Elle aide à préparer l’accueil des délégations.",
                }
            ),
        ),
        "affiliation": Standard(
            QuestionKind.TEXT,
            Texts({"en": "Affiliation", "fr": "Affiliation"}),
            Texts(
                {
                    "en": "The organization that you work for, if it is not the one that nominates you.",
                    "fr": "L’organisation pour laquelle vous travaillez, si ce n’est pas celle qui vous désigne.",
                }
            ),
        ),
        "relationship": Standard(
            QuestionKind.CHOICE,
            Texts(
                {
                    "en": "Relationship to the entity that nominates you",
                    "fr": "Lien avec l’entité qui vous désigne",
                }
            ),
            Texts(
                {
                    "en": "So that everybody can see for whom people speak.",
                    "fr": "Pour que chacun puisse voir au nom de qui les personnes s’expriment.",
                }
            ),
            options=(
                {"en": "Official or employee", "fr": "Agent ou employé"},
                {"en": "Member or elected representative", "fr": "Membre ou représentant élu"},
                {"en": "Consultant or contractor", "fr": "Consultant ou prestataire"},
                {"en": "Guest without any other tie", "fr": "Invité sans autre lien"},
            ),
        ),
        "office_phone": Standard(
            QuestionKind.TEXT,
            Texts({"en": "Office telephone", "fr": "Téléphone professionnel"}),
            Texts(
                {
                    "en": "The organizer calls there during office hours.",
                    "fr": "L’organisateur y appelle aux heures de bureau.",
                }
            ),
            autocomplete="work tel",
        ),
        "assistant_email": Standard(
            QuestionKind.TEXT,
            Texts({"en": "E-mail address of your assistant", "fr": "Adresse électronique de votre assistant"}),
            Texts(
                {
                    "en": "The organizer writes there if you cannot be reached.",
                    "fr": "L’organisateur y écrit si vous n’êtes pas joignable.",
                }
            ),
        ),
    }
)
