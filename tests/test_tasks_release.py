"""``make release``: what a tag publishes."""

import zipfile

import pytest

from tasks import release
from tasks.book import NAME, PDFS
from tasks.environment import TaskError


def wheels(folder):
    """As ``tasks.wheels`` builds them; tests/test_examples.py does."""
    (folder / "tool-1-py3-none-any.whl").write_text("wheel")
    return [folder / "tool-1-py3-none-any.whl"]


@pytest.fixture
def built(tmp_path, monkeypatch):
    """A repository of version 1.2, built."""
    (tmp_path / "conf.py").write_text('version = release = "1.2"\n')
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 1.2\n\n- New.\n\n## 1.1\n\n- Old.\n")
    (tmp_path / "editions.json").write_text(
        '{"editions": [{"version": "1.2", "date": "2027-01-01", "claims": {}}]}'
    )
    (tmp_path / "build/html").mkdir(parents=True)
    (tmp_path / "build/html/index.html").write_text("site")
    for name in (*PDFS, f"{NAME}.epub"):
        (tmp_path / "build" / name).write_text(name)
    monkeypatch.setattr(release, "REPOSITORY", tmp_path)
    monkeypatch.setattr(release, "OUTPUT", tmp_path / "build")
    monkeypatch.setattr(release, "build_wheels", wheels)
    return tmp_path / "build"


def test_release_has_the_site_the_pdf_the_epub_and_the_notes(built):
    for _ in range(2):  # again, on what the first left there
        assert release.main(["v1.2"]) == 0
    name, target = f"{NAME}-1.2", built / "release"
    assert {path.name for path in target.iterdir()} == {
        f"{name}.zip", f"{name}.pdf", f"{name}-book.pdf", f"{name}.epub", "notes.md",
        "tool-1-py3-none-any.whl",
    }  # fmt: skip
    with zipfile.ZipFile(target / f"{name}.zip") as archive:
        assert archive.read(f"{name}/index.html") == b"site"
    for suffix in (".pdf", "-book.pdf", ".epub"):
        assert (target / f"{name}{suffix}").read_text() == f"{NAME}{suffix}"
    assert (target / "notes.md").read_text() == "- New.\n"


@pytest.mark.parametrize("tag", ["1.2", "v1.1", "v1.2.0", "v1.20"])
def test_tag_that_is_not_the_version_is_refused(tag, built):
    with pytest.raises(TaskError, match=rf"^the tag {tag} is not v1\.2, the version in conf\.py"):
        release.main([tag])
    assert not (built / "release").exists()


def test_version_without_notes_is_refused(built):
    (built.parent / "CHANGELOG.md").write_text("# Changelog\n\n## 1.1\n\n- Old.\n")
    with pytest.raises(TaskError, match=r"CHANGELOG\.md says nothing of 1\.2"):
        release.main(["v1.2"])


def test_version_without_a_record_of_its_ratings_is_refused(built):
    (built.parent / "editions.json").unlink()
    with pytest.raises(
        TaskError, match=r"editions\.json has no ratings of 1\.2: run `make edition`"
    ):
        release.main(["v1.2"])
    assert not (built / "release").exists()


def test_book_that_is_not_built_is_named(built):
    (built / f"{NAME}.pdf").unlink()
    with pytest.raises(TaskError, match=rf"build/ has no {NAME}\.pdf: run `make book` first"):
        release.main(["v1.2"])
