"""The words and sentence patterns that the corpus is composed of: some subjects in English, one in German."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Flavour:
    """A subject to write about. A pattern is a sentence with slots; `{noun}` and the like are drawn from the lists."""

    name: str
    patterns: tuple[str, ...]
    remarks: tuple[str, ...]
    lists: dict[str, tuple[str, ...]]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


_PATTERNS = (
    "The {adj} {noun} {did} the {noun} {when}.",
    "I {did} a {adj} {noun} {when}, and {nobody} {asked} why.",
    "{when_first}, the {noun} {went} {how}.",
    "There is {nothing} {adj} about a {noun} that {went} {how}.",
    "{nobody_first} {asked} what the {noun} was for, so I {did} it and went back to the {noun}.",
    "My {relative} used to say that every {noun} needs a {noun}, and that a {adj} {noun} needs two.",
    "If you {do} the {noun} before the {noun}, it {goes} {how}; if you don't, it {goes} anyway.",
    "What we call a {noun} is mostly a {noun} with {number} {nouns} beside it.",
    "It took {number} {units} to {do} the {adj} {noun}, and another {number} to {do} the {nouns}.",
    "You could {do} the {nouns} by hand -- we did, for {number} {units} -- but nobody should have to.",
    "“A {adj} {noun} is {nothing} without its {nouns},” said {person}.",
    '{person} called it "the {adj} {noun}", and the name stuck.',
    "{person} and {person} {did} the {nouns} while the {noun} {went} {how}...",
    "Was it the {noun}, or the {adj} {nouns}, or only the {noun} {when}?",
    "Between the {noun} and the {noun} there are {number} {nouns}, most of them {adj}.",
    "Some {nouns} {do_many} well; others want a {adj} {noun} and a dry {noun}.",
    "We {did} {number} of them: the {adj} ones first, then the {noun}, then whatever was left.",
    "It's not the {noun} that's {adj}, it's the {nouns} underneath.",
    "I have kept a list of {nouns} since {year}; it has {number} entries and {nothing} {adj} in it.",
    "So much for the {noun}.",
    "That was {when}.",
    "The {nouns} are {adj}, the {noun} is {adj}, and {person} has the {noun}.",
    "Every {noun} {did} its own {noun}, except for the {adj} one by the {noun}, which {went} until {person} came.",
    "Don't {do} a {noun} that you can't {do} again {when}.",
)

_REMARKS = (
    "Thank you for this.",
    "I didn't know about the {noun}!",
    "We had a {adj} {noun} like that until {year}.",
    "{person} is right: you {do} the {nouns} first.",
    "Same here, only with {number} {nouns}.",
    "Not so sure about the {adj} {noun}, though.",
    "Does anybody still {do} the {noun} like that?",
    "My {relative} {did} it {when}, and it {went} {how} :)",
    "Could you say more about the {nouns}?",
    "No.",
    "This is the best thing I have read about {nouns} in {number} {units}.",
    "I tried it. The {noun} {went} {how}, the {noun} didn't.",
    "As somebody who has {did} {nouns} for {number} {units}: yes & no.",
    "It depends on the {noun}, doesn't it?",
    "A {noun} with less than {number} {nouns} (< 2 {units} old) is {nothing} {adj}.",
    "You forgot the {noun}...",
    "I would {do} the {adj} one again.",
    "Ha! The {adj} {noun}.",
)

_COMMON = {
    "when": _words(
        "last_winter in_the_morning on_a_Tuesday after_the_rain before_noon by_lamplight years_ago twice_a_week "
        "in_the_end without_a_word at_the_weekend in_one_go until_dark once_more for_the_first_time since_then"
    ),
    "when_first": _words(
        "Last_winter In_the_morning On_a_Tuesday After_the_rain Before_noon Years_ago In_the_end Once_more Since_then"
    ),
    "how": _words(
        "quietly badly well_enough as_expected too_fast slowly without_a_sound by_itself sideways all_at_once "
        "better_than_before like_a_clock for_hours against_all_advice"
    ),
    "nobody": _words("nobody somebody everybody hardly_anybody no_one_at_home"),
    "nobody_first": _words("Nobody Somebody Everybody Hardly_anybody No_one_at_home"),
    "asked": _words("asked wondered remembered said knew"),
    "nothing": _words("nothing little something much"),
    "relative": _words("father mother aunt neighbour grandmother teacher cousin brother-in-law landlady"),
    "number": _words("two three four five six seven nine eleven twelve twenty forty a_hundred 17 250"),
    "units": _words("days weeks hours years minutes evenings winters"),
    "person": _words("Hanne Tobias Mina Ruth Priya Tom José Łukasz Ayşe Siân Björn Chloë Old_Ferret Dr_Okafor"),
    "year": _words("1979 1986 1994 1998 2001 2003 2007"),
    "went": _words("went failed worked stopped held moved rang came_apart turned settled"),
    "goes": _words("goes fails works stops holds moves settles"),
    "do": _words("mend keep move count paint sell clean open close measure borrow carry"),
    "do_many": _words("keep mend travel age burn grow sell"),
    "did": _words("mended kept moved counted painted sold cleaned opened closed measured borrowed carried"),
}


def _english(name: str, nouns: str, plurals: str, adjectives: str) -> Flavour:
    own = {"noun": _words(nouns), "nouns": _words(plurals), "adj": _words(adjectives)}
    return Flavour(name=name, patterns=_PATTERNS, remarks=_REMARKS, lists=_COMMON | own)


_GERMAN = Flavour(
    name="Werkstatt",
    patterns=(
        "Die {adj} {noun} {did} {when} {how}.",
        "{when_first} {did} ich die {noun}, und {nobody} fragte, warum.",
        "Meine {relative} sagte immer: „Jede {noun} braucht eine {noun}.“",
        "Zwischen der {noun} und der {noun} liegen {number} {nouns}, die meisten davon {how}.",
        "Wer die {noun} vor der {noun} prüft, hat {when} mehr Zeit für die {nouns}.",
        "Es dauerte {number} {units}, bis die {adj} {noun} wieder lief.",
        "Das größte Übel sind die {nouns} -- und natürlich die {adj} {noun}.",
        "{person} nannte sie „die {adj} {noun}“, und dabei blieb es...",
        "War es die {noun}, oder waren es die {nouns}?",
        "Für {number} {nouns} genügt eine {adj} {noun}; für mehr braucht es {person}.",
        "So viel zur {noun}.",
    ),
    remarks=(
        "Danke dafür!",
        "Die {noun} kannte ich noch nicht.",
        "Bei uns war es die {adj} {noun}, {when}.",
        "{person} hat recht: erst die {nouns}, dann die {noun}.",
        "Gibt es davon auch {nouns} für {number} Leute?",
        "Nein, das ist eine {noun} & keine {noun}.",
        "Schöner Text über {nouns} :)",
    ),
    lists=_COMMON
    | {
        "noun": _words(
            "Werkbank Schublade Brücke Säge Pumpe Röhre Lampe Mühle Straßenbahn Uhr Tür Kiste Glühbirne Weiche"
        ),
        "nouns": _words("Schrauben Nägel Bretter Dübel Zähler Fäden Schlüssel Kästen Kabel Hölzer Räder Türen"),
        "adj": _words("alte grüne übrige schwere geliehene kaputte höfliche nächste müde verstaubte"),
        "did": _words("hielt brannte öffnete zählte prüfte malte reparierte verkaufte trug"),
        "when": _words("im_Winter gestern früh_am_Morgen später zuletzt vor_Jahren nach_dem_Regen über_Nacht"),
        "when_first": _words("Im_Winter Gestern Früh_am_Morgen Später Zuletzt Vor_Jahren Über_Nacht"),
        "how": _words("leise schlecht ganz_gut wie_erwartet zu_schnell rückwärts überraschend"),
        "nobody": _words("niemand jeder kaum_jemand"),
        "relative": _words("Mutter Tante Großmutter Nachbarin Lehrerin"),
        "number": _words("zwei drei fünf zwölf vierzig hundert"),
        "units": _words("Tage Wochen Stunden Jahre"),
    },
)

FLAVOURS: Final = (
    _english(
        "Railways",
        "signal platform timetable carriage viaduct station points_lever lamp ticket engine siding whistle junction "
        "waiting_room footbridge guard's_van clock buffer track milepost",
        "signals sleepers timetables carriages tickets stations lamps sidings whistles passengers rails mileposts",
        "late narrow iron disused punctual long rusty early forgotten wooden local northern",
    ),
    _english(
        "Kitchens",
        "kettle saucepan larder table drawer stove bread_tin cupboard spoon tea_towel colander jar oven sink ladle "
        "noticeboard window recipe crust dumpling",
        "spoons jars onions plates crumbs recipes leeks cups lids shelves lentils towels biscuits",
        "warm chipped enamelled second-hand salty bitter spare burnt patient floury small borrowed",
    ),
    _english(
        "Gardens",
        "hedge greenhouse pear_tree compost_heap wheelbarrow border trellis water_butt bean_row fence shed root pond "
        "gate cold_frame spade lawn nettle_patch",
        "seeds beans slugs bulbs roots weeds pears cuttings nettles leaves sparrows flower_pots",
        "damp overgrown south-facing early frost-bitten stubborn green shady sandy hopeful wild late",
    ),
    _english(
        "Machines",
        "parser compiler backup keyboard log_file server script cache queue test database network printer modem "
        "spreadsheet terminal build patch index mailing_list",
        "bytes tests backups threads pointers log_files disks commits bugs builds queries cables branches",
        "slow recursive stale empty portable broken nightly undocumented concurrent half-finished simple clever",
    ),
    _english(
        "Harbours",
        "tide harbour rope pilot_boat lighthouse quay barge anchor net fog_horn ferry chart buoy sluice reservoir "
        "pump valve weir sandbank crane",
        "tides ropes nets gulls charts buoys crates valves waves herrings pumps barges eels",
        "low grey salt-stained leaking deep slack rising northern anchored tarred heavy silent",
    ),
    _english(
        "Music",
        "piano song organ bow record chord chorus tape bell drum rehearsal tuning_fork string violin melody bar "
        "metronome loudspeaker concert kitchen_radio",
        "strings songs notes records pipes chords tapes drums bells choirs rests encores",
        "flat quiet out-of-tune minor borrowed brass loud unwritten slow hollow cheerful endless",
    ),
    _english(
        "Walking",
        "path map boot hill stile ridge thermos valley compass bench lane bog bridge raincoat milestone hut ford "
        "signpost shortcut bus_shelter",
        "boots maps hills gates socks clouds sheep stones puddles benches sandwiches blisters",
        "steep muddy wrong long windy unmarked lonely flat stony familiar wet roundabout",
    ),
    _GERMAN,
)

AUTHORS: Final = ("Hanne Vollbrecht", "Tobias Fenn", "Mina Adeyemi", "Ruth Kowalczyk")
"""Who writes the posts."""

FIRST_NAMES: Final = _words(
    "Ada Bo Carla Dmitri Elif Femi Greta Hugo_B. Inés Jonas Keiko Lars Maeve Nadia Oskar Priya Quentin Rosa Søren "
    "Tamar Umar Vera Wen Xenia Yusuf Zoë Anna Ben Clara David Emma Frank Gita Henry Ida Jack Kim Leo Mary Noor"
)
LAST_NAMES: Final = _words(
    "Abara Brandt Castro Dahl Ek Fischer Grant Hughes Ito Jensen Kaya Lund Moreau Novak O'Brien Park Quist Rossi "
    "Silva Tran Ueda Varga Wójcik Yilmaz Zeller"
)
NICKNAMES: Final = _words("pockets oldferret winter_timetable a_reader M. jd77 the_landlady signalbox nettle 17:40 Tom")

CODE: Final = (
    (
        "python",
        (
            "def {noun}({nouns}):\n    # {remark}\n    for each in {nouns}:\n        if each > {n}:\n"
            '            yield f"{{each:>8}} of {{len({nouns})}}"\n'
        ),
    ),
    (
        "python",
        (
            "import json\n\nclass {Noun}:\n    limit = {n}\n\n    def __init__(self, {nouns}=None):\n"
            "        self.{nouns} = {nouns} or []\n\n    def total(self):\n        return sum(self.{nouns}) + {n}\n"
        ),
    ),
    (
        "javascript",
        (
            "const {nouns} = new Map();\n\nexport function {noun}(key, value = {n}) {{\n"
            "  // {remark}\n  if (!{nouns}.has(key)) {{\n    {nouns}.set(key, []);\n  }}\n"
            "  return {nouns}.get(key).concat(`${{value}}`);\n}}\n"
        ),
    ),
    ("bash", "#!/bin/sh\n# {remark}\nfor {noun} in *.txt; do\n  grep -c '{nouns}' \"${noun}\" || exit {n}\ndone\n"),
    ("html", '<section class="{noun}">\n  <h2>{Noun}</h2>\n  <p>{n} <em>{nouns}</em> &amp; more</p>\n</section>\n'),
    (
        "css",
        (
            ".{noun} > .{nouns} {{\n  margin: {n}px auto;\n  color: #1f4e5f;\n}}\n\n"
            "@media print {{\n  .{noun} {{ display: none; }}\n}}\n"
        ),
    ),
    ("yaml", '{noun}:\n  - name: {nouns}\n    count: {n}\n    note: "{remark}"\n'),
    (
        "sql",
        (
            "SELECT {noun}, COUNT(*) AS {nouns}\nFROM archive\nWHERE year > {n} -- {remark}\nGROUP BY {noun}\n"
            "ORDER BY {nouns} DESC;\n"
        ),
    ),
    ("", "{noun}  {n}\n{nouns}  {n}\n"),
)
"""Blocks of code: the language after the fence, and a text with slots."""
