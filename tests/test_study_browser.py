"""What a reader does with the tools for studying, in a real browser under the strictest policy."""

from __future__ import annotations

import functools
import json
import re
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from studybook import study_book
from test_frame import Quiet
from webannotation import problems

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
ONE = "chapters/one.html"
#: A browser that refuses to keep anything.
REFUSES = """
Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("no", "SecurityError"); },
});
"""
#: One without the CSS Custom Highlight API.
PLAIN = "delete window.Highlight; delete CSS.highlights;"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = study_book(tmp_path_factory.mktemp("study"))
    assert book.build() == []
    return book.built / "html"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    yield made
    made.close()


@pytest.fixture(params=["http", "file"])
def home(request: pytest.FixtureRequest, address: str, site: Path) -> str:
    return address if request.param == "http" else site.as_uri()


def opened(context: BrowserContext, url: str) -> Page:
    context.set_default_timeout(10_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.faults = faults  # type: ignore[attr-defined]
    page.goto(url)
    return page


def faultless(page: Page) -> bool:
    # What the test itself asks is evaluated; furo's own script asks for its theme unguarded ("no").
    faults = page.faults  # type: ignore[attr-defined]
    return [one for one in faults if one != "no" and "Evaluating a string" not in one] == []


def kept(page: Page, name: str) -> Any:
    return page.evaluate("name => JSON.parse(localStorage.getItem(`book:${name}`))", name)


def named(page: Page | Locator, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


# -- Questions one by one -----------------------------------------------------------


def test_questions_are_asked_one_by_one_by_keyboard(context, home):
    page = opened(context, f"{home}/{ONE}")
    points, state = page.locator("#review-questions ol > li"), page.locator(".review-state")
    named(page, "Ask me one by one").focus()
    page.keyboard.press("Enter")
    expect(state).to_have_text("Question 1 of 2. Known: 0 of 2.")
    expect(points.nth(0)).to_be_focused()
    expect(points.nth(1)).to_be_hidden()
    expect(points.nth(0).locator("details")).to_be_hidden()
    for _ in range(2):  # the way goes on to the button
        if named(page, "Show the answer").evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(points.nth(0)).to_contain_text("Because of company")
    assert points.nth(0).locator("details p").evaluate("one => one === document.activeElement")
    named(page, "I knew it").press("Enter")
    expect(state).to_have_text("Question 2 of 2. Known: 1 of 2.")
    assert points.nth(1).get_attribute("value") == "2"  # its number stays
    named(page, "Show the answer").press("Enter")
    named(page, "Not yet").press("Enter")
    expect(state).to_have_text("That was the last question. Known: 1 of 2. Not yet: 2.")
    assert kept(page, "review")[f"{ONE}#question-1"]["known"] is True
    page.reload()
    expect(state).to_have_text("Known: 1 of 2. Not yet: 2.")
    named(page, "Ask me one by one").click()  # what was not known
    expect(state).to_contain_text("Question 2 of 2.")
    named(page, "Show the whole list").click()
    expect(points.nth(0)).to_be_visible()
    assert points.nth(1).get_attribute("value") is None
    expect(points.nth(1).locator("summary")).to_be_visible()
    assert faultless(page)


def test_answers_are_forgotten_after_a_question(context, address):
    page = opened(context, f"{address}/{ONE}")
    named(page, "Ask me one by one").click()
    named(page, "Show the answer").click()
    named(page, "I knew it").click()
    named(page, "Show the whole list").click()
    named(page, "Forget my answers").click()
    expect(page.get_by_role("alert")).to_have_text("Forget which of these questions you knew?")
    expect(named(page, "No, keep")).to_be_focused()
    page.keyboard.press("Escape")
    expect(named(page, "Forget my answers")).to_be_focused()
    assert kept(page, "review") != {}
    named(page, "Forget my answers").click()
    named(page, "Yes, forget").click()
    assert kept(page, "review") == {}
    expect(named(page, "Forget my answers")).to_have_count(0)
    expect(named(page, "Ask me one by one")).to_be_focused()


def test_the_list_is_whole_without_scripts_and_in_print(browser, context, site, address):
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto((site / ONE).as_uri())
    assert page.locator("#review-questions ol > li").count() == 2
    expect(page.locator("#review-questions li").nth(1)).to_be_visible()
    expect(page.locator(".study-button")).to_have_count(0)
    page.locator("summary").first.click()
    expect(page.get_by_text("Because of company")).to_be_visible()
    page.goto((site / "back/practice.html").as_uri())
    expect(page.locator("dl.key-terms")).to_be_visible()
    plain.close()
    page = opened(context, f"{address}/{ONE}")
    named(page, "Ask me one by one").click()
    page.emulate_media(media="print")
    expect(page.locator("#review-questions ol > li").nth(1)).to_be_visible()
    expect(page.locator(".study-tools:visible")).to_have_count(0)


# -- Where one was ------------------------------------------------------------------


def test_title_page_leads_back_to_the_section(context, home):
    page = opened(context, f"{home}/{ONE}")
    page.locator("#hands").evaluate("one => one.scrollIntoView()")
    page.wait_for_timeout(1_000)
    assert kept(page, "place")["section"]["id"] == "hands"
    page.goto(f"{home}/index.html")
    place = page.get_by_role("complementary", name="Where you were")
    link = place.get_by_role("link")
    expect(link).to_have_text(re.compile(r"^Go on reading: 1 One › 1\.\d Hands$"))
    link.click()
    assert page.url == f"{home}/{ONE}#hands"
    page.goto(f"{home}/index.html")
    named(page, "Forget the place").press("Enter")
    expect(place).to_have_count(0)
    assert kept(page, "place") is None
    expect(page.locator("h1")).to_be_focused()
    assert faultless(page)


@pytest.mark.parametrize(
    "place", [{"page": "javascript:alert(1)"}, {"page": "//other.example/x.html"}, [], 7, {}]
)
def test_place_that_is_none_is_not_offered(context, address, place):
    page = opened(context, f"{address}/index.html")
    page.evaluate("place => localStorage.setItem('book:place', JSON.stringify(place))", place)
    page.reload()
    expect(page.locator(".study-place")).to_have_count(0)
    assert faultless(page)


# -- Practice -----------------------------------------------------------------------


def at(page: Page, when: str) -> None:
    page.clock.set_fixed_time(when)


@pytest.fixture
def practice(context, home) -> Page:
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.faults = faults  # type: ignore[attr-defined]
    at(page, "2026-03-02T10:00:00")
    page.goto(f"{home}/back/practice.html")
    return page


def test_terms_come_back_when_they_are_due(practice):
    page, card = practice, practice.locator(".practice-card")
    counts = page.locator(".practice [role=status]").first
    expect(counts).to_have_text("Due today: 0. New today: 3. Met so far: 0 of 3.")
    card.focus()
    page.keyboard.press("1")  # nothing is shown yet
    expect(card).to_contain_text("bond")
    page.keyboard.press("Enter")
    expect(card).to_contain_text("A tie (Coan, 2006).")
    expect(page.locator(".practice-meaning")).to_be_focused()
    expect(card.get_by_role("button")).to_have_text(
        [re.compile(name) for name in ("1 Again", "2 Hard", "3 Good", "4 Easy")]
    )
    page.keyboard.press("4")
    expect(card).to_be_focused()
    expect(card).to_contain_text("safe haven")
    page.keyboard.press("Space")
    page.keyboard.press("1")
    expect(card).to_contain_text("zeal")
    page.keyboard.press("Space")
    page.keyboard.press("4")
    # A term that was missed comes again in the same sitting.
    expect(card).to_contain_text("safe haven")
    expect(counts).to_have_text("Due today: 1. New today: 0. Met so far: 3 of 3.")
    at(page, "2026-03-02T10:02:00")
    page.keyboard.press("Enter")
    page.keyboard.press("4")
    expect(card).to_contain_text("Nothing is due now. The next term comes")
    cards = kept(page, "practice")["cards"]
    assert cards["term-bond"]["state"] == 2
    at(page, cards["term-bond"]["due"])
    page.reload()
    expect(counts).to_contain_text("Met so far: 3 of 3.")
    expect(card).not_to_contain_text("Nothing")
    assert faultless(page)


def test_new_terms_a_day_are_limited(practice):
    page, card = practice, practice.locator(".practice-card")
    page.get_by_label("New terms a day").fill("1")
    page.keyboard.press("Tab")
    named(card, "Show the meaning").click()
    card.get_by_role("button", name="4 Easy").click()
    expect(card).to_contain_text("Nothing is due now.")
    at(page, "2026-03-03T09:00:00")
    page.reload()
    expect(card).to_contain_text("safe haven")
    assert kept(page, "practice")["perDay"] == 1


def test_keys_do_nothing_outside_the_card(practice):
    """WCAG 2.1.4."""
    page, card = practice, practice.locator(".practice-card")
    named(card, "Show the meaning").click()
    page.locator("h1").click()
    page.get_by_label("New terms a day").focus()
    page.keyboard.press("1")
    expect(card).to_contain_text("A tie")
    assert kept(page, "practice") is None


def test_copy_is_carried_to_another_browser(practice, browser, home, tmp_path):
    page, card = practice, practice.locator(".practice-card")
    named(card, "Show the meaning").click()
    card.get_by_role("button", name="4 Easy").click()
    with page.expect_download() as download:
        named(page, "Save a copy").click()
    assert download.value.suggested_filename == "practice-2026-03-02.json"
    path = tmp_path / "copy.json"
    download.value.save_as(path)
    copy = json.loads(path.read_text("utf-8"))
    assert (copy["kind"], copy["version"]) == ("practice of key terms", 1)
    assert copy["library"].startswith("ts-fsrs v5.4.2")
    context = browser.new_context()
    other = opened(context, f"{home}/back/practice.html")
    other.set_input_files("#practice-file", path)
    expect(other.locator(".study-said")).to_have_text("Read: 1 terms.")
    assert kept(other, "practice")["cards"] == copy["cards"]
    for name, text in {
        "no JSON": "{", "another kind": '{"kind": "x"}', "null": "null",
    }.items():  # fmt: skip
        path.write_text(text)
        other.set_input_files("#practice-file", path)
        expect(other.locator(".study-said"), name).to_have_text(
            "This file is no copy of a practice."
        )
    strange = {**copy, "cards": {"term-bond": {"due": "never"}, "term-zeal": 3, "other": None}}
    path.write_text(json.dumps(strange))
    other.set_input_files("#practice-file", path)
    expect(other.locator(".study-said")).to_have_text("Read: 0 terms.")
    assert kept(other, "practice")["cards"] == copy["cards"]
    named(other, "Forget all I have learned").click()
    named(other, "Yes, forget").click()
    assert kept(other, "practice") is None
    expect(other.locator(".practice")).to_contain_text("Met so far: 0 of 3.")
    assert faultless(other)
    context.close()


@pytest.mark.parametrize("value", ["[1]", "7", "{", '{"cards": 5, "perDay": -2, "fresh": "x"}'])
def test_damaged_practice_begins_anew(context, address, value):
    page = opened(context, f"{address}/index.html")
    page.evaluate("value => localStorage.setItem('book:practice', value)", value)
    page.goto(f"{address}/back/practice.html")
    expect(page.locator(".practice-card")).to_contain_text("bond")
    assert faultless(page)


# -- Notes --------------------------------------------------------------------------

SELECT = """([selector, from, to, nth]) => {
  const element = document.querySelectorAll(selector)[nth ?? 0];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0, started = false;
  while (walker.nextNode()) {
    const { length } = walker.currentNode.data;
    if (!started && from < at + length) {
      range.setStart(walker.currentNode, from - at);
      started = true;
    }
    if (to <= at + length) { range.setEnd(walker.currentNode, to - at); break; }
    at += length;
  }
  element.scrollIntoView({ block: "center" });
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return range.toString();
}"""
DRAWN = """name => window.Highlight && CSS.highlights
  ? [...(CSS.highlights.get(name) ?? [])].map((range) => range.toString().replace(/\\s+/g, " "))
  : [...document.querySelectorAll(`mark.${name}`)].map((mark) => mark.textContent)"""
HANDS = "#hands p"


def drawn(page: Page, name: str = "my-highlight") -> list[str]:
    return page.evaluate(DRAWN, name)


def select(page: Page, selector: str, start: int, end: int, nth: int = 0) -> str:
    text = page.evaluate(SELECT, [selector, start, end, nth])
    expect(page.locator(".selection-tools")).to_be_visible()
    return text


def highlight(page: Page, *args) -> str:
    text = select(page, *args)
    named(page.locator(".selection-tools"), "Highlight").click()
    expect(page.locator(".selection-tools")).to_be_hidden()
    return text


def test_passage_is_highlighted_and_found_again(context, home):
    page = opened(context, f"{home}/{ONE}")
    # Over inline markup, and over the end of a line in the source.
    text = highlight(page, HANDS, 7, 60)
    assert text.startswith("calms some people.")
    shown = " ".join(text.split())
    assert drawn(page) == [shown]
    [note] = kept(page, "notes")
    assert note["quote"]["exact"] == shown
    assert (note["page"], note["section"]["id"]) == (ONE, "hands")
    page.reload()
    assert drawn(page) == [shown]
    assert faultless(page)


def test_of_equal_words_the_ones_that_were_meant_are_found(context, address):
    page = opened(context, f"{address}/{ONE}")
    highlight(page, HANDS, 0, 12, 1)  # "A hand calms", of three
    starts = (
        "name => [...CSS.highlights.get(name)].map((r) => r.startContainer.parentElement.innerText)"
    )
    assert page.evaluate(starts, "my-highlight") == ["A hand calms some people, again."]
    page.reload()
    assert page.evaluate(starts, "my-highlight") == ["A hand calms some people, again."]


FIND = """([text, note]) => {
  const found = book.study.find(note, { chars: text });
  return found && text.slice(found.start, found.end) + "@" + found.start;
}"""


@pytest.mark.parametrize(
    ("text", "quote", "start", "found"),
    [
        ("One hand and one hand more.", ("hand", "and one ", " more."), 4, "hand@17"),
        ("New words. One hand and one hand more.", ("hand", "One ", " and one"), 4, "hand@15"),
        ("hand hand hand", ("hand", "", ""), 6, "hand@5"),
        ("Another hand altogether.", ("hand", "One ", " and one"), 4, None),
        ("A hand.", ("foot", "A ", "."), 2, None),
        ("Moved far: a long passage that is unlike others", ("a long passage that is unlike others",
         "Before it ", " and after"), 900, "a long passage that is unlike others@11"),
        ("", ("hand", "", ""), 0, None),
        ("abc", ("", "", ""), 0, None),
    ],
)  # fmt: skip
def test_passages_are_found_on_a_changed_page(context, address, text, quote, start, found):
    page = opened(context, f"{address}/{ONE}")
    exact, prefix, suffix = quote
    selectors = {
        "quote": {"exact": exact, "prefix": prefix, "suffix": suffix},
        "position": {"start": start, "end": start + len(exact)},
    }
    assert page.evaluate(FIND, [text, selectors]) == found


def test_passage_that_is_gone_is_said_to_be_gone(context, address):
    page = opened(context, f"{address}/{ONE}")
    highlight(page, HANDS, 0, 20)
    page.evaluate("""() => {
      const [note] = JSON.parse(localStorage.getItem("book:notes"));
      note.quote = { exact: "nowhere", prefix: "", suffix: "" };
      localStorage.setItem("book:notes", JSON.stringify([note]));
    }""")
    page.reload()
    assert drawn(page) == []
    named(page, "My notes").click()
    expect(page.locator("[data-note]")).to_contain_text("This passage is no longer on the page.")


def test_note_is_written_read_changed_and_deleted(context, home):
    page = opened(context, f"{home}/{ONE}")
    text = select(page, HANDS, 0, 12)
    named(page.locator(".selection-tools"), "Note").click()
    dialog = page.get_by_role("dialog", name="Your note")
    expect(dialog).to_contain_text(text)
    field = page.get_by_label("Your note").get_by_role("textbox")
    expect(field).to_be_focused()
    field.fill("Which hand?\nAsk.")
    named(dialog, "Save").press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator(".study-toast")).to_have_text("Kept in this browser.")
    assert drawn(page, "my-note") == [text]
    box = page.locator(HANDS).first.bounding_box()
    page.mouse.click(box["x"] + 30, box["y"] + 12)  # on the passage
    expect(field).to_have_value("Which hand?\nAsk.")
    page.keyboard.press("Escape")
    page.goto(f"{home}/chapters/two.html")
    named(page, "My notes").press("Enter")
    menu = page.locator("#notes-menu")
    expect(menu.locator("h3")).to_have_text(re.compile("One"))
    expect(menu.locator(".note-text")).to_have_text("Which hand?\nAsk.")
    menu.get_by_role("link", name=text).click()
    expect(page).to_have_url(re.compile(r"chapters/one\.html#my-urn"))
    expect(page.locator(HANDS).first).to_be_focused()
    named(page, "My notes").click()
    named(menu, f"Edit: {text}").click()
    field.fill("Changed.")
    named(dialog, "Save").click()
    named(page, "My notes").click()
    expect(menu.locator(".note-text")).to_have_text("Changed.")
    named(menu, f"Delete: {text}").click()
    expect(menu.locator("[data-note]")).to_have_count(0)
    assert kept(page, "notes") == []
    assert drawn(page, "my-note") == []
    assert faultless(page)


def test_keyboard_alone_marks_a_place_and_a_passage(context, address):
    page = opened(context, f"{address}/{ONE}#hands")
    named(page, "My notes").press("Enter")
    menu = page.locator("#notes-menu")
    expect(menu).to_be_visible()
    named(menu, "Bookmark this place").press("Enter")
    expect(menu.locator("[data-note] a")).to_have_text(re.compile("Hands"))
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(named(page, "My notes")).to_be_focused()
    page.evaluate("document.activeElement.blur()")
    text = select(page, HANDS, 0, 12)
    page.keyboard.press("Tab")
    expect(named(page.locator(".selection-tools"), "Highlight")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(named(page.locator(".selection-tools"), "Note")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert drawn(page) == [text]
    select(page, HANDS, 0, 12)
    page.keyboard.press("Escape")
    expect(page.locator(".selection-tools")).to_be_hidden()
    assert [bool(note["quote"]) for note in kept(page, "notes")] == [False, True]
    named(page, "My notes").press("Enter")
    menu.get_by_role("link", name=re.compile("Hands")).press("Enter")
    expect(page.locator("#hands")).to_be_focused()


def test_without_the_highlight_api_marks_are_drawn(context, address):
    context.add_init_script(PLAIN)
    page = opened(context, f"{address}/{ONE}")
    before = page.locator("#hands").inner_text()
    text = highlight(page, HANDS, 7, 60)
    highlight(page, HANDS, 50, 70)
    assert "".join(drawn(page)).replace("\n", " ").startswith(" ".join(text.split())[:43])
    page.reload()
    assert drawn(page)
    assert page.locator("#hands").inner_text() == before
    assert len(kept(page, "notes")) == 2


def test_touch_has_the_tools_at_the_foot(browser, address):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = opened(context, f"{address}/{ONE}")
    text = select(page, HANDS, 0, 12)
    box = page.locator(".selection-tools").bounding_box()
    assert box["y"] + box["height"] == pytest.approx(844, abs=1)
    named(page.locator(".selection-tools"), "Highlight").tap()
    assert drawn(page) == [text]
    named(page, "My notes").tap()
    expect(page.locator("[data-note]")).to_contain_text(text)
    assert faultless(page)
    context.close()


# -- Copies of notes ----------------------------------------------------------------


def with_notes(page: Page) -> None:
    highlight(page, HANDS, 7, 40)
    select(page, HANDS, 0, 12, 1)
    named(page.locator(".selection-tools"), "Note").click()
    page.get_by_label("Your note").get_by_role("textbox").fill("*Which* hand?\n\nAsk.")
    named(page.get_by_role("dialog"), "Save").click()
    named(page, "My notes").click()
    named(page.locator("#notes-menu"), "Bookmark this place").click()


def saved(page: Page, name: str, folder: Path) -> Path:
    menu = page.locator("#notes-menu")
    if not menu.locator("details").evaluate("one => one.open"):
        menu.locator("summary").click()
    with page.expect_download() as download:
        named(menu, name).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_notes_are_saved_as_markdown(context, address, tmp_path):
    page = opened(context, f"{address}/{ONE}")
    with_notes(page)
    path = saved(page, "Save as Markdown", tmp_path)
    assert path.name == "my-notes.md"
    home, hands = f"{address}/{ONE}", f"[1.1 Hands]({address}/{ONE}#hands)"
    assert path.read_text("utf-8").splitlines() == [
        "# My notes: Creating Connections", "",
        f"## [1 One]({home})", "",
        f"- {hands}", "",
        "> calms some people. A hand calms o", ">", f"> — {hands}", "",
        "> A hand calms", ">", f"> — {hands}", "",
        "\\*Which\\* hand?", "", "Ask.",
    ]  # fmt: skip


def test_notes_are_saved_as_web_annotations_and_read_again(context, browser, home, tmp_path):
    page = opened(context, f"{home}/{ONE}")
    with_notes(page)
    path = saved(page, "Save as Web Annotations (JSON-LD)", tmp_path)
    found = json.loads(path.read_text("utf-8"))
    assert problems(found) == []
    items = found["first"]["items"]
    assert sorted(one["motivation"] for one in items) == [
        "bookmarking", "commenting", "highlighting",
    ]  # fmt: skip
    # Where a reader's disk has the book is nobody's business.
    expected = f"{home}/{ONE}" if home.startswith("http") else ONE
    assert {one["target"]["source"] for one in items} == {expected}
    other_context = browser.new_context(viewport={"width": 1280, "height": 800})
    other = opened(other_context, f"{home}/{ONE}")
    named(other, "My notes").click()
    other.set_input_files("#notes-file", path)
    report = other.locator("#notes-menu details [role=status]")
    expect(report).to_have_text("Read: 3. Left out: 0.")
    assert drawn(other) == drawn(page)
    assert drawn(other, "my-note") == drawn(page, "my-note") == ["A hand calms"]
    other.set_input_files("#notes-file", path)  # twice is once
    assert len(kept(other, "notes")) == 3
    again = saved(other, "Save as Web Annotations (JSON-LD)", tmp_path)
    assert json.loads(again.read_text("utf-8"))["first"]["items"] == items
    other.locator("#notes-menu summary").click()
    other.locator("#notes-menu summary").click()
    named(other, "Delete all my notes").click()
    named(other, "Yes, forget").click()
    assert kept(other, "notes") == []
    assert faultless(other)
    other_context.close()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "This file holds no Web Annotations."),
        ("[]", "This file holds no Web Annotations."),
        ('{"type": "Annotation", "target": "https://other.example/x"}',
         "This file holds no Web Annotations."),
        # One of another program, in other forms that the model has.
        ('[{"type": ["Annotation"], "id": "http://a.example/1?x", "bodyValue": "Mine",'
         ' "target": [{"source": {"id": "https://book.example/en/chapters/one.html#x"},'
         ' "selector": {"type": "TextQuoteSelector",'
         ' "exact": "A hand calms some people, again"}}]},'
         ' {"type": "Annotation", "target": 5}]', "Read: 1. Left out: 1."),
    ],
)  # fmt: skip
def test_files_of_others_are_read_with_care(context, address, tmp_path, content, said):
    page = opened(context, f"{address}/{ONE}")
    named(page, "My notes").click()
    (tmp_path / "a.json").write_text(content)
    page.set_input_files("#notes-file", tmp_path / "a.json")
    expect(page.locator("#notes-menu details [role=status]")).to_have_text(said)
    if "Read: 1" in said:
        assert drawn(page, "my-note") == ["A hand calms some people, again"]
    assert faultless(page)


# -- Nothing is kept, nothing is sent -----------------------------------------------


def test_all_works_where_nothing_is_kept(context, address):
    context.add_init_script(REFUSES)
    page = opened(context, f"{address}/{ONE}")
    said = "This browser keeps nothing here. All of it works, and is gone with the page."
    expect(page.locator(".review-bar")).to_contain_text(said)
    named(page, "Ask me one by one").click()
    named(page, "Show the answer").click()
    named(page, "I knew it").click()
    expect(page.locator(".review-state")).to_contain_text("Known: 1 of 2.")
    text = highlight(page, HANDS, 0, 12)
    assert drawn(page) == [text]
    expect(page.locator(".study-toast")).to_have_text(said)
    highlight(page, HANDS, 0, 12, 1)
    named(page, "My notes").click()
    expect(page.locator("#notes-menu")).to_contain_text(said)
    expect(page.locator("[data-note]")).to_have_count(2)
    assert faultless(page)
    page.goto(f"{address}/back/practice.html")
    card = page.locator(".practice-card")
    expect(page.locator(".practice")).to_contain_text(said)
    for term in ("bond", "safe haven"):
        expect(card).to_contain_text(term)
        named(card, "Show the meaning").click()
        card.get_by_role("button", name="4 Easy").click()
    page.goto(f"{address}/index.html")
    expect(page.locator(".study-place")).to_have_count(0)
    assert faultless(page)


def test_nothing_leaves_the_browser(context, address):
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(f"{one.method} {one.url}"))
    page.goto(f"{address}/{ONE}")
    page.wait_for_load_state("networkidle")
    before = len(asked)
    highlight(page, HANDS, 0, 12)
    named(page, "Ask me one by one").click()
    named(page, "Show the answer").click()
    named(page, "I knew it").click()
    # A face of letters may come late, from the site itself.
    assert [one for one in asked[before:] if not one.endswith(".woff2")] == []
    assert all(one.startswith(f"GET {address}/") for one in asked)


# -- For everybody ------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_too_wide_or_small(browser, address, scheme):
    context = browser.new_context(
        viewport={"width": 320, "height": 700}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = opened(context, f"{address}/{ONE}")
    rules: dict[str, Any] = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}

    def look(what: str) -> None:
        # What lies under the head of the page while it scrolls is no small target.
        page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
        found = Axe().run(page, options=rules).response["violations"]
        assert [
            (one["id"], [n["failureSummary"][:400] for n in one["nodes"]][:3]) for one in found
        ] == [], what
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), what
        small = page.locator(".study-tools button:visible, .study-button:visible, .tool:visible")
        sizes = small.evaluate_all("all => all.map((one) => one.getBoundingClientRect())")
        assert [box for box in sizes if box["width"] < 24 or box["height"] < 24] == [], what

    named(page, "Ask me one by one").click()
    named(page, "Show the answer").click()
    look("one by one")
    select(page, HANDS, 0, 12)
    look("tools")
    named(page.locator(".selection-tools"), "Note").click()
    look("note")
    page.get_by_label("Your note").get_by_role("textbox").fill("Mine")
    named(page.get_by_role("dialog"), "Save").click()
    named(page, "My notes").click()
    page.locator("#notes-menu summary").click()
    look("my notes")
    page.goto(f"{address}/back/practice.html")
    named(page, "Show the meaning").click()
    named(page, "Forget all I have learned").click()
    look("practice")
    page.evaluate("place => localStorage.setItem('book:place', place)", json.dumps({"page": ONE}))
    page.goto(f"{address}/index.html")
    look("place")
    context.close()
