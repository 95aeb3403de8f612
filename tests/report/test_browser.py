"""The page in a real browser. Needs the extra `browser` and a Chromium on the path; without them these tests are skipped."""

import re
import shutil

import pytest

from pipelines.report.page import write

playwright = pytest.importorskip("playwright.sync_api", reason="the extra `browser` is not installed")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path")
VIEWS = [(width, scheme) for width in (360, 390, 768, 1400) for scheme in ("light", "dark")]
# What is wider than the window and does not scroll in a box of its own.
TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter(element =>
    element.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !element.closest('.scroll, .skip')
).map(element => element.outerHTML.slice(0, 80))"""
SHOWN = "id => document.getElementById(id).checkVisibility()"
# What a template prints for a value that is not there.
EMPTY = """elements => elements.filter(element => !element.innerText.trim() && !element.querySelector('[aria-label]')
    && !element.closest('.grid, .span')).map(element => element.outerHTML.slice(0, 80))"""
RE_MISSING = re.compile(r"\b(?:None|nan|NaN|undefined|Undefined)\b|\{\{|\}\}")
CLIPPED = """() => [...document.querySelectorAll('.heat td a, .bar i.k')].filter(element =>
    element.scrollWidth > element.clientWidth + 1).map(element => element.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def address(sample, tmp_path_factory):
    page = tmp_path_factory.mktemp("page") / "report.html"
    write(sample.warehouse, page)
    return page.as_uri()


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(params=VIEWS, ids=[f"{width} {scheme}" for width, scheme in VIEWS])
def view(request, browser, address):
    width, scheme = request.param
    view = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    view.messages, view.requests = [], []
    view.on("console", lambda message: view.messages.append(message.text))
    view.on("pageerror", lambda error: view.messages.append(str(error)))
    view.on("request", lambda call: view.requests.append(call.url))
    view.goto(address)
    yield view
    view.close()


def test_page_is_quiet_and_fetches_nothing(view, address):
    assert view.messages == []
    assert [url for url in view.requests if url != address and not url.startswith("data:")] == []


def test_page_is_no_wider_than_the_window(view):
    assert view.evaluate("document.documentElement.scrollWidth") == view.viewport_size["width"]
    assert view.evaluate(TOO_WIDE) == []
    assert view.evaluate(CLIPPED) == []


def test_number_leads_to_its_evidence_and_back(view):
    number = view.locator("table.heat td a").first
    target = number.get_attribute("href")
    number.click()
    evidence = view.locator(target)
    assert 0 <= evidence.bounding_box()["y"] < 900
    evidence.locator("a.back").click()
    assert 0 <= number.bounding_box()["y"] < 900


@pytest.fixture
def phone(browser, address):
    phone = browser.new_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    phone.goto(address)
    yield phone
    phone.close()


def test_page_is_not_long_on_a_phone(phone):
    assert phone.evaluate("document.documentElement.scrollHeight") < 20 * 844


def test_link_shows_what_it_leads_to(phone):
    targets = sorted(
        {link[1:] for link in phone.eval_on_selector_all("a[href^='#']", "links => links.map(link => link.getAttribute('href'))")}
    )
    assert len(targets) > 200
    for target in targets[::7]:  # that every link has a target is a test of the page itself
        phone.evaluate("target => location.hash = target", target)
        assert phone.evaluate(SHOWN, target), target


def test_evidence_stands_folded_until_it_is_asked_for(phone):
    part = phone.locator(".evidence > details").first
    inner = part.locator("details").first
    assert not phone.evaluate(SHOWN, inner.get_attribute("id"))
    part.locator("summary").first.focus()
    phone.keyboard.press("Enter")
    assert phone.evaluate(SHOWN, inner.get_attribute("id"))
    phone.keyboard.press("Enter")
    assert not phone.evaluate(SHOWN, inner.get_attribute("id"))


def test_nothing_is_missing_on_the_page(phone):
    phone.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    assert RE_MISSING.findall(phone.inner_text("body")) == []
    assert phone.eval_on_selector_all("td, th, b, h2, h3, h4, h5, li, mark, cite", EMPTY) == []


def test_first_key_leads_past_the_masthead(view):
    view.keyboard.press("Tab")
    assert view.evaluate("document.activeElement.className") == "skip"
    assert view.locator(".skip").bounding_box()["x"] >= 0
