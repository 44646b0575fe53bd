"""One page of every view, signed out and as a client: readable in either light, narrow and wide, and quiet.

`unhurried demo --check` opens all of them, as everybody.
"""

import pytest
from playwright.sync_api import Browser

from unhurried.config.demo.check.browser import faults_of
from unhurried.config.demo.check.report import tab
from unhurried.config.demo.check.walk import Walk

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", ["", "ben"])
def test_every_page_is_well(browser: Browser, clinic: str, name: str) -> None:
    with tab(browser, clinic, name) as (page, watch):
        found = {address: faults_of(page, watch) for address in Walk(page, clinic, of_one_kind=1).pages()}
    assert found
    assert {address: faults for address, faults in found.items() if faults} == {}
