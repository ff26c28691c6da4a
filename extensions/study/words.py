"""What the scripts say, in the language of the book. Names in braces are filled in there."""

from __future__ import annotations

from sphinx.locale import _


def of_pages() -> dict[str, str]:
    """Words of ``study.js``."""
    return {
        "review_start": _("Ask me one by one"),
        "review_place": _("Question {number} of {count}."),
        "review_known": _("Known: {known} of {count}."),
        "review_not_yet": _("Not yet: {numbers}."),
        "review_show": _("Show the answer"),
        "review_knew": _("I knew it"),
        "review_missed": _("Not yet"),
        "review_list": _("Show the whole list"),
        "review_done": _("That was the last question."),
        "review_again": _("Ask again what I did not know"),
        "review_all": _("Ask all again"),
        "review_clear": _("Forget my answers"),
        "review_sure": _("Forget which of these questions you knew?"),
        "forget": _("Yes, forget"),
        "keep": _("No, keep"),
        "not_kept": _(
            "This browser keeps nothing here. All of it works, and is gone with the page."
        ),
        "place_label": _("Where you were"),
        "place_go": _("Go on reading: {place}"),
        "place_clear": _("Forget the place"),
        "practice_missing": _("The terms could not be read; the list below is complete."),
    }


def of_notes() -> dict[str, str]:
    """Words of ``notes.js``."""
    return {
        "notes": _("My notes"),
        "notes_where": _(
            "Kept in this browser only. Nothing is sent. Whoever uses this browser can read them, "
            "and they go when its data are cleared: save a copy."
        ),
        "notes_none": _("No notes yet. Select a passage, or mark this place."),
        "notes_place": _("Bookmark this place"),
        "notes_here": _("Write a note on this place"),
        "notes_tools": _("The selected passage"),
        "notes_highlight": _("Highlight"),
        "notes_note": _("Note"),
        "notes_text": _("Your note"),
        "notes_save": _("Save"),
        "notes_cancel": _("Cancel"),
        "notes_edit": _("Edit"),
        "notes_delete": _("Delete"),
        "notes_lost": _("This passage is no longer on the page."),
        "notes_saved": _("Kept in this browser."),
        "notes_deleted": _("Deleted."),
        "notes_copies": _("Copies"),
        "notes_markdown": _("Save as Markdown"),
        "notes_jsonld": _("Save as Web Annotations (JSON-LD)"),
        "notes_read": _("Read Web Annotations"),
        "notes_were_read": _("Read: {count}. Left out: {other}."),
        "notes_unreadable": _("This file holds no Web Annotations."),
        "notes_clear": _("Delete all my notes"),
        "notes_sure": _("Delete all notes and bookmarks that this browser keeps?"),
        "notes_close": _("Close"),
    }


def of_practice() -> dict[str, str]:
    """Words of ``practice.js``, which only its page loads."""
    return {
        "title": _("Practice key terms"),
        "how": _(
            "Think what the term means, look, and grade yourself. Keys: Space or Enter shows, 1 "
            "to 4 grade."
        ),
        "counts": _("Due today: {due}. New today: {fresh}. Met so far: {met} of {count}."),
        "show": _("Show the meaning"),
        "again": _("Again"),
        "hard": _("Hard"),
        "good": _("Good"),
        "easy": _("Easy"),
        "first_in": _("First used: {chapter}"),
        "glossary": _("In the glossary"),
        "none": _("Nothing is due now."),
        "next": _("The next term comes {when}."),
        "per_day": _("New terms a day"),
        "where": _(
            "What you have learned is kept in this browser only, and nothing is sent. It goes when "
            "the data of the browser are cleared: save a copy."
        ),
        "save": _("Save a copy"),
        "read": _("Read a copy"),
        "were_read": _("Read: {count} terms."),
        "unreadable": _("This file is no copy of a practice."),
        "clear": _("Forget all I have learned"),
        "sure": _("Forget every grade, and begin anew?"),
        "forget": _("Yes, forget"),
        "keep": _("No, keep"),
    }
