"""The words that lists use for categories, roles, ways of attending and languages, in English and French. Pure."""

from collections.abc import Mapping
from typing import TypeVar

from tracker.people.models import Category
from tracker.people.names import fold
from tracker.registration.models import DelegateRole, Mode

Word = TypeVar("Word")


def _table(words: Mapping[Word, str]) -> Mapping[str, Word]:
    return {fold(text): word for word, texts in words.items() for text in texts.split(",")}


CATEGORIES = _table(
    {
        Category.MEM: "MEM,member,members,member administration,member state,customs administration,customs,"
        "membre,membres,administration membre,état membre,administration des douanes,douane",
        Category.UNI: "UNI,union,customs union,economic union,union douanière,union économique",
        Category.GOV: "GOV,government,non-member,non-member government,observer government,other government,"
        "gouvernement,gouvernement non membre,non membre,autre gouvernement",
        Category.IGO: "IGO,observer,igo/observer,observer igo,observer (igo),international organization,"
        "international organisation,intergovernmental organization,intergovernmental organisation,partner organization,"
        "OIG,observateur,organisation internationale,organisation intergouvernementale,observateur OIG",
        Category.REG: "REG,regional,regional entity,regional office,RILO,ROCB,BRLR,BRRC,"
        "régional,entité régionale,bureau régional",
        Category.NGO: "NGO,association,ngo/association,observer ngo,observer (ngo),non-governmental organization,"
        "non-governmental organisation,trade association,ONG,observateur ONG,organisation non gouvernementale,"
        "association professionnelle",
        Category.PRV: "PRV,private,private sector,rights holder,right holder,rightholder,company,industry,business,"
        "private sector or rights holder,privé,secteur privé,titulaire de droits,entreprise,industrie,"
        "secteur privé ou titulaire de droits",
        Category.EXP: "EXP,expert,speaker,guest,invited expert,presenter,panellist,panelist,speaker expert or guest,"
        "orateur,intervenant,invité,orateur expert ou invité",
        Category.SEC: "SEC,secretariat,staff,WCO secretariat,secrétariat,personnel,secrétariat de l'OMD",
        Category.TEC: "TEC,interpreter,technician,interpreter or technician,technical staff,interprète,technicien,"
        "interprète ou technicien",
        Category.PRS: "PRS,press,media,journalist,presse,médias,journaliste",
    }
)
ROLES = _table(
    {
        DelegateRole.HEAD: "head,head of delegation,head of the delegation,HOD,chief delegate,"
        "chef,chef de délégation,chef de la délégation,cheffe de délégation,CDD",
        DelegateRole.ALTERNATE: "alternate,deputy,deputy head,alternate head,alternate head of delegation,"
        "deputy head of delegation,suppléant,suppléante,chef adjoint,chef de délégation suppléant,chef suppléant",
        DelegateRole.DELEGATE: "delegate,member,member of delegation,participant,délégué,déléguée,membre,"
        "membre de la délégation",
        DelegateRole.ADVISER: "adviser,advisor,expert adviser,conseiller,conseillère",
        DelegateRole.OBSERVER: "observer,observateur,observatrice",
    }
)
MODES = _table(
    {
        Mode.IN_PERSON: "in person,in-person,inperson,room,in the room,on site,onsite,physical,physically,presence,"
        "en présentiel,présentiel,en personne,salle,en salle,sur place,physique",
        Mode.ONLINE: "online,on line,screen,on screen,remote,remotely,virtual,virtually,video,"
        "en ligne,écran,à l'écran,à distance,distance,distanciel,en distanciel,virtuel,visioconférence",
        Mode.MIXED: "mixed,hybrid,both,in person and online,partly in person partly online,"
        "mixte,hybride,en présentiel et en ligne,les deux",
    }
)
LANGUAGES = _table(
    {
        "en": "en,english,anglais",
        "fr": "fr,french,français",
        "ar": "ar,arabic,arabe,العربية",
        "es": "es,spanish,espagnol,español",
        "pt": "pt,portuguese,portugais,português",
        "ru": "ru,russian,russe,русский",
        "zh": "zh,chinese,chinois,中文",
    }
)


def category(text: str) -> Category | None:
    """The category that a cell means, by its code or by what it is called.

    >>> category("igo/observer"), category("Secteur privé"), category("tourist")
    (<Category.IGO: 'IGO'>, <Category.PRV: 'PRV'>, None)
    """
    return CATEGORIES.get(fold(text))


def role(text: str) -> DelegateRole | None:
    """The role that a cell means. Who belongs to no delegation is often said by category: "secretariat"."""
    folded = fold(text)
    return ROLES.get(folded) or (DelegateRole.DELEGATE if folded in CATEGORIES else None)


def mode(text: str) -> Mode | None:
    """Through which door somebody attends."""
    return MODES.get(fold(text))


def language(text: str) -> str | None:
    """The code of a language that is named by its code or its name."""
    return LANGUAGES.get(fold(text))
