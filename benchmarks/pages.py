"""Which pages are measured, and what each may cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

DIRECTORY = "/mjesne-zajednice/"
PRACTICES = "/prakse/"
QUESTIONS = "/pitanja/"
SEARCH = "/pretraga/"
TRAININGS = "/obuke/"
NETWORKS = "/mreze/"
CONCLUSIONS = "/mreze/zakljucci/"
NEWS = "/vijesti/"
LIBRARY = "/dokumenti/"


@dataclass(frozen=True)
class Page:
    """A page to measure and what it may cost at most, as a ratio to the floor (or to another page)."""

    name: str
    path: str
    limit: float | None = None
    against: str = "floor"
    cached: bool = False
    revalidate: bool = False
    signed_in: bool = False
    late: bool = False  # the limit is for the latency that 95 of 100 stay under, not for the cost
    unread: bool = False  # at an address that nobody has asked for yet, so that nothing of it is kept


def register_pages(addresses: dict[str, str]) -> list[Page]:
    """The directory, a municipality, a local community; home and search beside them."""
    community = addresses["community"]
    return [
        Page("home", "/", 2.0),
        Page("directory", DIRECTORY, 2.0),
        Page("directory, unread", DIRECTORY, unread=True),
        Page("directory, Cyrillic", f"/sr{DIRECTORY}", 1.25, against="directory"),
        Page("directory, filtered", f"{DIRECTORY}?entitet=fbih&vrsta=seoska", 3.0),
        Page("search", f"{DIRECTORY}?q=jelah", 3.0),
        Page("search, one slip", f"{DIRECTORY}?q=bordo", 3.0),  # a page of answers at both sizes
        Page("search, slip in a common word", f"{DIRECTORY}?q=dnoji", 3.0),
        Page("search, common word", f"{DIRECTORY}?q=donji", 3.0),
        Page("search, municipality", f"{DIRECTORY}?q=zepce", 3.0),
        Page("search, its slip", f"{DIRECTORY}?q=zpece", 3.0),
        Page("municipality", addresses["municipality"]),  # lists ten times as many at ten times the size: no limit
        Page("municipality, unread", addresses["municipality"], unread=True),
        Page("community", community, 2.0),
        Page("community, unread", community, unread=True),
        Page("community, Cyrillic", f"/sr{community}", 1.25, against="community"),
        Page("map", f"{DIRECTORY}karta/"),
        Page("directory, cached", DIRECTORY, 0.25, cached=True),
        Page("community, cached", community, 0.25, cached=True),
        Page("directory, 304", DIRECTORY, 0.25, cached=True, revalidate=True),
        Page("community, 304", community, 0.25, cached=True, revalidate=True),
    ]


def practice_pages(addresses: dict[str, str]) -> list[Page]:
    """The list in every way to ask for it, and one practice: `plain`, and `talked` with comments and adoptions."""
    plain, talked = addresses["plain"], addresses["talked"]
    return [
        Page("list", PRACTICES, 2.0),
        Page("list, unread", PRACTICES, unread=True),
        Page("list, page 5", f"{PRACTICES}?page=5", 2.0),
        Page("list, page 400", f"{PRACTICES}?page=400"),
        Page("list, Cyrillic", f"/sr{PRACTICES}", 1.25, against="list"),
        Page("list, most useful", f"{PRACTICES}?sort=korisno", 3.0),
        Page("list, most taken over", f"{PRACTICES}?sort=primjene", 3.0),
        Page("filtered", f"{PRACTICES}?tema=infrastruktura&trosak=do-10000", 3.0),
        Page("filtered by place", f"{PRACTICES}?jls=tesanj", 3.0),
        Page("filtered by entity", f"{PRACTICES}?entitet=fbih", 3.0),
        Page("search, common word", f"{PRACTICES}?q=mjestani", 3.0),
        Page("search, rare word", f"{PRACTICES}?q=defibrilator", 3.0),
        Page("search, place", f"{PRACTICES}?q=jelah", 3.0),
        Page("search and filter", f"{PRACTICES}?q=put&tema=infrastruktura", 3.0),
        Page("practice", plain, 2.0),
        Page("practice, unread", plain, unread=True),
        Page("practice, talked about", talked, 2.0),
        Page("talked about, unread", talked, unread=True),
        Page("practice, Cyrillic", f"/sr{plain}", 1.25, against="practice"),
        Page("hand-out", f"{plain}list/"),
        Page("feed", f"{PRACTICES}feed.atom"),
        Page("list, signed in", PRACTICES, 2.5, signed_in=True),
        Page("practice, signed in", plain, 2.5, signed_in=True),
        Page("talked about, signed in", talked, 2.5, signed_in=True),
        Page("list, cached", PRACTICES, 0.25, cached=True),
        Page("practice, cached", plain, 0.25, cached=True),
        Page("list, 304", PRACTICES, 0.25, cached=True, revalidate=True),
        Page("practice, 304", plain, 0.25, cached=True, revalidate=True),
    ]


def forum_pages(addresses: dict[str, str]) -> list[Page]:
    """The list in every way to ask for it, one question with three answers and comments, and what was asked before."""
    question = addresses["question"]
    return [
        Page("questions", QUESTIONS, 2.0),
        Page("questions, unread", QUESTIONS, unread=True),
        Page("questions, page 5", f"{QUESTIONS}?page=5", 2.0),
        Page("questions, unanswered", f"{QUESTIONS}?stanje=bez-odgovora", 2.0),
        Page("questions, solved", f"{QUESTIONS}?stanje=rijeseno", 2.0),
        Page("questions, theme", f"{QUESTIONS}?tema=budzet", 2.0),
        Page("questions, place", f"{QUESTIONS}?jls=tesanj", 3.0),
        Page("questions, entity", f"{QUESTIONS}?entitet=fbih", 3.0),
        Page("questions, common word", f"{QUESTIONS}?q=zajednica", 3.0),
        Page("questions, rare word", f"{QUESTIONS}?q=defibrilator", 3.0),
        Page("questions, Cyrillic", f"/sr{QUESTIONS}", 1.25, against="questions"),
        Page("question", question, 2.0),
        Page("question, unread", question, unread=True),
        Page("question, Cyrillic", f"/sr{question}", 1.25, against="question"),
        Page("similar, seldom words", f"{QUESTIONS}novo/?naslov=Ko+vodi+zapisnik+na+zboru", 3.0),
        Page("similar, common words", f"{QUESTIONS}novo/?naslov=Kako+organizovati+forum+gra%C4%91ana+u+zajednici", 3.0),
        Page("similar, unread", f"{QUESTIONS}novo/?naslov=Kako+organizovati+forum+gra%C4%91ana", unread=True),
        Page("questions, signed in", QUESTIONS, 2.5, signed_in=True),
        Page("question, signed in", question, 2.5, signed_in=True),
        Page("questions, cached", QUESTIONS, 0.25, cached=True),
        Page("question, cached", question, 0.25, cached=True),
        Page("question, 304", question, 0.25, cached=True, revalidate=True),
    ]


def search_pages(addresses: dict[str, str]) -> list[Page]:
    """The one search, by how many documents have the words; at the size of the smaller, all of these answer too."""
    query = f"{SEARCH}?q="
    return [
        Page("rare word", f"{query}defibrilator", 3.0),
        Page("rare word, unread", f"{query}defibrilator", unread=True),
        Page("rare word, signed in", f"{query}defibrilator", signed_in=True),
        Page("two words", f"{query}bodovanje+prijedloga", 5.0),
        Page("frequent word", f"{query}vodovod", 5.0),
        Page("most frequent word", f"{query}{addresses['frequent']}", 5.0),
        Page("most frequent, practices", f"{query}{addresses['frequent']}&vrsta=practice", 5.0),
        Page("frequent name", f"{query}jelah", 5.0),
        Page("phrase", f"{query}%22dom+kulture%22", 5.0),
        Page("one slip", f"{query}kanalizcija", 5.0),
        Page("whole sentence", f"{query}ko+mora+pisati+zapisnik+i+gdje+se+objavljuje", 5.0),
        Page("nothing", f"{query}xqwxqwxqw", 3.0),
        Page("cached", f"{query}vodovod", 0.25, cached=True),
        Page("suggestions, a place", f"{SEARCH}prijedlozi/?q=jel", 1.5, late=True),
        Page("suggestions, a word", f"{SEARCH}prijedlozi/?q=vodo", 1.5, late=True),
        Page("suggestions, a frequent beginning", f"{SEARCH}prijedlozi/?q=pri", 1.5, late=True),
    ]


def training_pages(addresses: dict[str, str]) -> list[Page]:
    """Lists, one training, the calendar; for visitors, and for somebody who has signed in and has seats."""
    training = addresses["training"]
    return [
        Page("list", TRAININGS, 2.0),
        Page("list, unread", TRAININGS, unread=True),
        Page("list, second page", f"{TRAININGS}?page=2", 2.0),
        Page("list, held", f"{TRAININGS}?stanje=odrzane", 2.0),
        Page("list, free seats", f"{TRAININGS}?mjesta=slobodna", 2.0),
        Page("list, signed in", TRAININGS, 2.5, signed_in=True),
        Page("month", f"{TRAININGS}kalendar/"),
        Page("training", training, 2.0),
        Page("training, unread", training, unread=True),
        Page("training, signed in", training, 2.5, signed_in=True),
        Page("calendar of all", f"{TRAININGS}kalendar.ics", 2.0),
        Page("my trainings", f"{TRAININGS}moje/", signed_in=True),
        Page("list, cached", TRAININGS, 0.25, cached=True),
        Page("training, cached", training, 0.25, cached=True),
        Page("calendar, 304", f"{TRAININGS}kalendar.ics", 2.0, cached=True, revalidate=True),
    ]


def network_pages(addresses: dict[str, str]) -> list[Page]:
    """Networks, one of them, its meetings, the register of conclusions; for visitors and for a member."""
    network, meeting, conclusion = addresses["network"], addresses["meeting"], addresses["conclusion"]
    return [
        Page("networks", NETWORKS, 2.0),
        Page("network", network, 2.0),
        Page("network, signed in", network, 2.5, signed_in=True),
        Page("members, signed in", f"{network}clanovi/", signed_in=True),  # 200 of them on one page
        Page("meetings", f"{network}sastanci/", 2.0),
        Page("meetings, signed in", f"{network}sastanci/", 2.5, signed_in=True),
        Page("meeting", meeting, 2.0),
        Page("meeting, signed in", meeting, 2.5, signed_in=True),
        Page("conclusions", CONCLUSIONS, 2.0),
        Page("conclusions, second page", f"{CONCLUSIONS}?page=2", 2.0),
        Page("conclusions, overdue", f"{CONCLUSIONS}?stanje=kasni", 2.0),
        Page("conclusions, signed in", CONCLUSIONS, 2.5, signed_in=True),
        Page("conclusion", conclusion, 2.0),
        Page("conclusion, signed in", conclusion, 2.5, signed_in=True),
        Page("conclusions, cached", CONCLUSIONS, 0.25, cached=True),
        Page("meeting, cached", meeting, 0.25, cached=True),
        *home_pages(),
    ]


def news_pages(addresses: dict[str, str]) -> list[Page]:
    """The list in the ways to ask for it, and one item."""
    item = addresses["item"]
    return [
        Page("list", NEWS, 2.0),
        Page("list, page 5", f"{NEWS}?page=5", 2.0),
        Page("filtered by place", f"{NEWS}?jls=tesanj", 2.0),
        Page("filtered by theme", f"{NEWS}?tema=infrastruktura", 2.0),
        Page("item", item, 2.0),
        Page("list, signed in", NEWS, 2.5, signed_in=True),
        Page("item, signed in", item, 2.5, signed_in=True),
        Page("feed", f"{NEWS}feed.atom"),
        Page("list, cached", NEWS, 0.25, cached=True),
        Page("item, cached", item, 0.25, cached=True),
        *home_pages(),
    ]


def library_pages(addresses: dict[str, str]) -> list[Page]:
    """The list in the ways to ask for it, a brochure, an act with thirty articles, a version of it, what changed."""
    brochure, act = addresses["brochure"], addresses["act"]
    return [
        Page("list", LIBRARY, 2.0),
        Page("list, page 5", f"{LIBRARY}?page=5", 2.0),
        Page("filtered by kind", f"{LIBRARY}?vrsta=odluka", 2.0),
        Page("filtered by theme", f"{LIBRARY}?tema=infrastruktura", 2.0),
        Page("brochure", brochure, 2.0),
        Page("act", act, 2.0),
        Page("what changed", f"{LIBRARY}promjene/", 2.0),
        Page("list, signed in", LIBRARY, 2.5, signed_in=True),
        Page("act, signed in", act, 2.5, signed_in=True),
        Page("list, cached", LIBRARY, 0.25, cached=True),
        Page("act, cached", act, 0.25, cached=True),
        Page("statistics", "/statistika/", 2.0),
    ]


def home_pages() -> list[Page]:
    """Home beside a full room."""
    return [
        Page("home", "/", 2.5),
        Page("home, signed in", "/", 3.0, signed_in=True),
        Page("home, cached", "/", 0.25, cached=True),
    ]


@dataclass(frozen=True)
class Part:
    """What one run measures together, on a database of its own."""

    what: str  # is counted
    seed: str  # the module that fills the database
    rows: tuple[int, ...]
    growth: float  # from the smallest to the largest
    pages: Callable[[dict[str, str]], list[Page]]
    written: tuple[str, ...] = ()  # modules that print what a write costs, at the largest size
    judged: str = ""  # a module that prints how good the answers are, on the site as `./dev run` fills it


PARTS = {
    "register": Part("communities", "benchmarks.seed", (3000, 30000), 1.2, register_pages),
    "practices": Part("practices", "benchmarks.seed_practices", (10000, 100000), 1.3, practice_pages),
    "forums": Part("questions", "benchmarks.seed_forums", (10000, 100000), 1.3, forum_pages),
    "trainings": Part(
        "trainings",
        "benchmarks.seed_trainings",
        (200, 2000),
        1.5,
        training_pages,
        ("benchmarks.training_signups", "benchmarks.training_certificates"),
    ),
    "networks": Part("conclusions", "benchmarks.seed_networks", (500, 5000), 1.5, network_pages),
    "news": Part("news", "benchmarks.seed_news", (2000, 20000), 1.5, news_pages),
    "library": Part("documents", "benchmarks.seed_library", (1000, 10000), 1.5, library_pages),
    "search": Part(
        "documents",
        "benchmarks.seed_search",
        (30000, 300000),
        1.5,
        search_pages,
        ("benchmarks.search_writes",),
        "benchmarks.search_quality",
    ),
}
