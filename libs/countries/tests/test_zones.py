"""Which clock a country keeps."""

import pytest

from libs.countries import countries, principal_zone, time_zones, zones_of


@pytest.mark.parametrize(
    ("country", "zone"),
    [
        ("CN", "Asia/Shanghai"),
        ("tw", "Asia/Taipei"),
        ("HK", "Asia/Hong_Kong"),
        ("DE", "Europe/Berlin"),
        ("US", "America/New_York"),
        ("AU", "Australia/Sydney"),
        ("RU", "Europe/Moscow"),
        ("XX", None),
    ],
)
def test_a_country_has_one_clock_to_assume(country: str, zone: str | None) -> None:
    assert principal_zone(country) == zone


def test_every_assumed_clock_is_one_of_the_country_and_of_the_database() -> None:
    for country in countries():
        zone = principal_zone(country)
        assert zone is None or (zone in zones_of(country) and zone in time_zones())
    assert sum(principal_zone(country) is None for country in countries()) <= 3  # nobody lives there
