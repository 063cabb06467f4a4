"""Who is tested in the demo: two clients with their regions and locations. All names are invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoLocation:
    code: str
    name: str
    city: str
    street: str
    country: str
    subdivision: str
    latitude: float
    longitude: float
    headcount: int
    phone: str = ""

    @property
    def time_zone(self) -> str:
        return {"DE": "Europe/Berlin", "AT": "Europe/Vienna"}[self.country]


@dataclass(frozen=True, slots=True)
class DemoRegion:
    code: str
    name: str
    locations: tuple[DemoLocation, ...]


@dataclass(frozen=True, slots=True)
class DemoTouchpoint:
    code: str
    de: str
    en: str
    channel: str
    process: str
    phase: str
    value: float


@dataclass(frozen=True, slots=True)
class DemoClient:
    key: str
    name: str
    web: str
    regions: tuple[DemoRegion, ...]
    touchpoints: tuple[DemoTouchpoint, ...]

    @property
    def locations(self) -> tuple[DemoLocation, ...]:
        return tuple(location for region in self.regions for location in region.locations)


# City -> (latitude, longitude, country, part of the country), rounded to the town.
_CITIES = {
    "Hamburg": (53.551, 9.994, "DE", "HH"),
    "Kiel": (54.323, 10.123, "DE", "SH"),
    "Lübeck": (53.866, 10.687, "DE", "SH"),
    "Bremen": (53.079, 8.802, "DE", "HB"),
    "Hannover": (52.376, 9.732, "DE", "NI"),
    "Rostock": (54.092, 12.099, "DE", "MV"),
    "Köln": (50.938, 6.960, "DE", "NW"),
    "Aachen": (50.776, 6.084, "DE", "NW"),
    "Düsseldorf": (51.228, 6.774, "DE", "NW"),
    "Dortmund": (51.514, 7.465, "DE", "NW"),
    "Kassel": (51.312, 9.480, "DE", "HE"),
    "Leipzig": (51.340, 12.375, "DE", "SN"),
    "Erfurt": (50.984, 11.029, "DE", "TH"),
    "Dresden": (51.051, 13.738, "DE", "SN"),
    "Frankfurt": (50.111, 8.682, "DE", "HE"),
    "Mainz": (49.993, 8.247, "DE", "RP"),
    "München": (48.137, 11.576, "DE", "BY"),
    "Augsburg": (48.371, 10.898, "DE", "BY"),
    "Nürnberg": (49.452, 11.077, "DE", "BY"),
    "Stuttgart": (48.776, 9.183, "DE", "BW"),
    "Ulm": (48.401, 9.988, "DE", "BW"),
    "Regensburg": (49.013, 12.102, "DE", "BY"),
    "Wien": (48.208, 16.373, "AT", "9"),
    "Linz": (48.306, 14.286, "AT", "4"),
    "Graz": (47.071, 15.439, "AT", "6"),
    "Salzburg": (47.809, 13.055, "AT", "5"),
    "Innsbruck": (47.269, 11.404, "AT", "7"),
    "Klagenfurt": (46.624, 14.308, "AT", "2"),
}
_STREETS = ("Industriestraße", "Bahnhofstraße", "Am Ring", "Hauptstraße", "Lindenallee", "Marktplatz")


def _location(prefix: str, brand: str, city: str, number: int, headcount: int) -> DemoLocation:
    latitude, longitude, country, part = _CITIES[city]
    return DemoLocation(
        code=f"{prefix}{number:02d}",
        name=f"{brand} {city}",
        city=city,
        street=f"{_STREETS[number % len(_STREETS)]} {number * 3 + 4}",
        country=country,
        subdivision=part,
        latitude=latitude,
        longitude=longitude,
        headcount=headcount,
        # From the range set aside for films in Germany, so that nobody is ever called by a demo.
        phone=f"+493023125{number:03d}",
    )


def _regions(
    prefix: str, brand: str, towns: dict[str, tuple[str, ...]], first: int
) -> tuple[DemoRegion, ...]:
    regions = []
    number = first
    for name, cities in towns.items():
        locations = []
        for city in cities:
            # One very small location per client shows what the minimum cell protects.
            headcount = 4 if city in ("Kiel", "Klagenfurt") else 9 + number * 7 % 23
            locations.append(_location(prefix, brand, city, number, headcount))
            number += 1
        regions.append(
            DemoRegion(
                f"{prefix}-{name.lower().replace('ö', 'oe').replace('ü', 'ue')}", name, tuple(locations)
            )
        )
    return tuple(regions)


_TOUCHPOINTS = tuple(
    DemoTouchpoint(*row)
    for row in (
        ("search", "Suche und Auffinden", "Search and finding", "web", "marketing", "acquisition", 1.0),
        ("website", "Website", "Website", "web", "marketing", "acquisition", 1.0),
        ("phone", "Telefon", "Phone", "phone", "service", "acquisition", 1.2),
        ("arrival", "Ankunft", "Arrival", "place", "marketing", "acquisition", 1.0),
        ("sales-floor", "Verkaufsfläche", "Sales floor", "place", "sales", "acquisition", 1.0),
        ("advice", "Beratung", "Advice", "place", "sales", "acquisition", 1.4),
        ("checkout", "Kasse", "Checkout", "place", "sales", "retention", 1.0),
        ("workshop-intake", "Werkstattannahme", "Workshop intake", "place", "service", "retention", 1.1),
        ("workshop-service", "Werkstattarbeit", "Workshop work", "place", "service", "retention", 1.5),
        ("handover", "Übergabe", "Handover", "place", "service", "retention", 1.0),
        ("follow-up", "Nachbetreuung", "Follow-up", "mail", "sales", "win-back", 1.2),
        ("complaint", "Beschwerde", "Complaint", "mail", "service", "win-back", 1.3),
    )
)

NORDLICHT = DemoClient(
    "nordlicht",
    "Autohaus Nordlicht Gruppe",
    "https://nordlicht.example",
    _regions(
        "AN",
        "Autohaus Nordlicht",
        {
            "Nord": ("Hamburg", "Kiel", "Lübeck", "Bremen"),
            "West": ("Köln", "Aachen", "Düsseldorf", "Dortmund"),
            "Süd": ("München", "Augsburg", "Nürnberg", "Stuttgart"),
            "Österreich": ("Wien", "Linz", "Graz", "Salzburg"),
        },
        1,
    ),
    _TOUCHPOINTS,
)

MARKTFRISCH = DemoClient(
    "marktfrisch",
    "Marktfrisch Handels AG",
    "https://marktfrisch.example",
    _regions(
        "MF",
        "Marktfrisch",
        {
            "Nord": ("Hamburg", "Bremen", "Hannover", "Rostock", "Lübeck", "Kiel"),
            "Mitte": ("Kassel", "Leipzig", "Erfurt", "Dresden", "Frankfurt", "Mainz"),
            "Süd": ("München", "Ulm", "Regensburg", "Stuttgart", "Nürnberg", "Augsburg"),
            "Österreich": ("Wien", "Linz", "Graz", "Salzburg", "Innsbruck", "Klagenfurt"),
        },
        31,
    ),
    _TOUCHPOINTS,
)

CLIENTS = (NORDLICHT, MARKTFRISCH)
