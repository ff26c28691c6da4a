"""The targets by name. The first line of a target's docstring is its line in ``help``."""

import os
import shlex
import shutil
import sys
from collections.abc import Callable

from tasks.environment import BOOK, REPOSITORY, TEST, TaskError, ensure, run

Target = Callable[[list[str]], int]


def help_(arguments: list[str]) -> int:
    """List every target."""
    for name, target in TARGETS.items():
        print(f"  {name:<12}{(target.__doc__ or '').splitlines()[0]}")
    return 0


def _build(*formats: str) -> int:
    run(ensure(BOOK), "-m", "tasks.book", *formats, status="the build; nothing in build/ changed")
    return 0


def book(arguments: list[str]) -> int:
    """Build the HTML book, the PDF and the EPUB into build/."""
    return _build("html", "pdf", "epub")


def html(arguments: list[str]) -> int:
    """Build the HTML book only."""
    return _build("html")


def pdf(arguments: list[str]) -> int:
    """Build the PDF only."""
    return _build("pdf")


def epub(arguments: list[str]) -> int:
    """Build the EPUB only."""
    return _build("epub")


def live(arguments: list[str]) -> int:
    """Serve the HTML book and the PDF; rebuild and reload on save."""
    run(ensure(BOOK, TEST), "-m", "tasks.live", *arguments)
    return 0


def test(arguments: list[str]) -> int:
    """Run every check and every test, the finished book's included."""
    run(ensure(BOOK, TEST), "-m", "tasks.testing", *arguments, status="the tests (see above)")
    return 0


def core(arguments: list[str]) -> int:
    """Run the offline core: style, types, tiny books; no Java (under two minutes)."""
    run(
        ensure(BOOK, TEST),
        "-m",
        "tasks.testing",
        "--core",
        *arguments,
        status="the core (see above)",
    )
    return 0


def type_(arguments: list[str]) -> int:
    """Cut down the letters of the web pages (needs npm)."""
    run(ensure(BOOK, TEST), "-m", "tasks.type", *arguments, status="the letters (see above)")
    return 0


def fresh(arguments: list[str]) -> int:
    """Run book and test in a minimal Debian (root only): make fresh ARGS=bookworm"""
    run(sys.executable, "-m", "tasks.fresh", *arguments, status="a fresh machine (see above)")
    return 0


def newest(arguments: list[str]) -> int:
    """Run the core tests on the newest versions of everything."""
    run(sys.executable, "-m", "tasks.versions", "newest", *arguments, status="(see above)")
    return 0


def oldest(arguments: list[str]) -> int:
    """Run the core tests on the oldest versions that are supported."""
    run(sys.executable, "-m", "tasks.versions", "oldest", *arguments, status="(see above)")
    return 0


def bench(arguments: list[str]) -> int:
    """Time the book's builds and those of a synthetic book (arguments: --chapters N ...)."""
    run(ensure(BOOK), "-m", "tasks.bench", *arguments)
    return 0


def finding(arguments: list[str]) -> int:
    """Compare the search of the site with others (needs Node.js; the network once)."""
    run(ensure(BOOK, TEST), "-m", "tasks.finding", *arguments, status="(see above)")
    return 0


def speed(arguments: list[str]) -> int:
    """Measure how fast pages come to a phone, beside stock furo (arguments: --lighthouse ...)."""
    run(ensure(BOOK, TEST), "-m", "tasks.speed", *arguments, status="speed (see above)")
    return 0


def deploy(arguments: list[str]) -> int:
    """Make build/deploy/: the built site with compressed files, for deploy/Caddyfile."""
    run(ensure(BOOK, TEST), "-m", "tasks.deploy", *arguments)
    return 0


def load(arguments: list[str]) -> int:
    """Start the server of deploy/ and ask it as much as it bears (needs Caddy and wrk)."""
    run(ensure(BOOK, TEST), "-m", "tasks.load", *arguments, status="the load test (see above)")
    return 0


def figures(arguments: list[str]) -> int:
    """Redraw the figures from their data."""
    run(ensure(BOOK, TEST), "-m", "figures", *arguments)
    return 0


def proof(arguments: list[str]) -> int:
    """Measure the pages of the built PDFs: characters a line, white pages."""
    run(ensure(BOOK, TEST), "-m", "tasks.proof", *arguments)
    return 0


def models(arguments: list[str]) -> int:
    """Write docs/models.md: a model of an entry for each kind of work."""
    run(ensure(BOOK), "-m", "tasks.models", *arguments)
    return 0


def addresses(arguments: list[str]) -> int:
    """Build the HTML book and record its new addresses, which then never change."""
    _build("html")
    run(ensure(BOOK), "-m", "tasks.addresses", *arguments)
    return 0


def paragraphs(arguments: list[str]) -> int:
    """Give new paragraphs their numbers, which then never change."""
    run(ensure(BOOK), "-m", "tasks.paragraphs", *arguments, status="the numbers (see above)")
    return 0


def language(arguments: list[str]) -> int:
    """Renew a language's catalogs and build the book in it: make language ARGS=de"""
    run(ensure(BOOK), "-m", "tasks.language", *arguments, status="the language (see above)")
    return 0


def pictures(arguments: list[str]) -> int:
    """Retake the README's pictures from the built book."""
    run(ensure(BOOK, TEST), "-m", "tasks.pictures", *arguments)
    return 0


def _verb(name: str) -> Callable[[list[str]], int]:
    def target(arguments: list[str]) -> int:
        words = f"make {name} (see above)"
        try:
            run(ensure(BOOK), "-m", "apabib", name, *arguments, status=words)
        except TaskError as error:
            if name == "add" and error.status == 1:  # refused, also by whoever was asked
                return 1
            raise
        return 0

    return target


check, tidy, add, verify, export, show = map(
    _verb, ("check", "tidy", "add", "verify", "export", "show")
)
check.__doc__ = "Check refs.bib and every citation; print what to mend."
tidy.__doc__ = "Rewrite refs.bib into its canonical form."
add.__doc__ = "Add a citation: make add ARGS=10.1037/h0040957"
verify.__doc__ = "Compare entries with the registry's records (needs the network)."
export.__doc__ = "Export references: make export ARGS='--to ris coan2006lending'"
show.__doc__ = "Show a reference and where it is cited: make show ARGS=coan2006lending"


def lock(arguments: list[str]) -> int:
    """Renew the locked versions, requirements*.txt (needs the network)."""
    python = ensure(BOOK, TEST)
    for name in ("requirements", "requirements-test", "requirements-mutants"):
        run(
            python, "-m", "uv", "pip", "compile", "--quiet", "--universal",
            "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url",
            "--custom-compile-command", "make lock",
            *arguments, f"{name}.in", "--output-file", f"{name}.txt",
        )  # fmt: skip
    return 0


def diff(arguments: list[str]) -> int:
    """Build two revisions and keep the pages that differ: make diff ARGS='main HEAD'."""
    run(ensure(BOOK, TEST), "-m", "tasks.diff", *arguments, status="diff (see above)")
    return 0


def links(arguments: list[str]) -> int:
    """Ask whether the pages that the book links to are still there (needs the network)."""
    run(ensure(BOOK), "-m", "tasks.links", *arguments, status="the links (see above)")
    return 0


def ace(arguments: list[str]) -> int:
    """Look at the EPUB with Ace by DAISY (needs Node.js, and once the network)."""
    run(ensure(BOOK, TEST), "-m", "tasks.ace", *arguments, status="Ace (see above)")
    return 0


def prose(arguments: list[str]) -> int:
    """Measure how the book reads: make prose ARGS='chapters/coan --long'."""
    run(ensure(BOOK), "-m", "tasks.prose", *arguments, status="the prose (see above)")
    return 0


def edition(arguments: list[str]) -> int:
    """Record the ratings of the edition that CITATION.cff names, for the page of changes."""
    run(ensure(BOOK), "-m", "tasks.edition", *arguments, status="the record (see above)")
    return 0


def release(arguments: list[str]) -> int:
    """Pack the built book for the release of a tag: make release ARGS=v1.0"""
    run(ensure(BOOK, TEST), "-m", "tasks.release", *arguments, status="the release")
    return 0


def wheels(arguments: list[str]) -> int:
    """Build the packages that other books can use into build/wheels/."""
    run(ensure(BOOK, TEST), "-m", "tasks.wheels", *arguments)
    return 0


def mutants(arguments: list[str]) -> int:
    """Change the code on purpose, and list what no test notices: make mutants ARGS=apa7"""
    python = ensure(BOOK, TEST, "requirements-mutants.txt")
    run(python, "-m", "tasks.mutants", *arguments, status="mutants (see above)")
    return 0


def clean(arguments: list[str]) -> int:
    """Remove build/ (the environment stays)."""
    shutil.rmtree(REPOSITORY / "build", ignore_errors=True)
    if (REPOSITORY / "build").exists():
        raise TaskError(f"build{os.sep} could not be removed: is a file in it open?")
    return 0


TARGETS: dict[str, Target] = {
    "help": help_,
    "book": book,
    "html": html,
    "pdf": pdf,
    "epub": epub,
    "live": live,
    "test": test,
    "core": core,
    "fresh": fresh,
    "newest": newest,
    "oldest": oldest,
    "mutants": mutants,
    "bench": bench,
    "finding": finding,
    "speed": speed,
    "deploy": deploy,
    "load": load,
    "figures": figures,
    "proof": proof,
    "models": models,
    "pictures": pictures,
    "type": type_,
    "addresses": addresses,
    "paragraphs": paragraphs,
    "language": language,
    "check": check,
    "tidy": tidy,
    "add": add,
    "verify": verify,
    "export": export,
    "show": show,
    "lock": lock,
    "diff": diff,
    "links": links,
    "ace": ace,
    "prose": prose,
    "wheels": wheels,
    "edition": edition,
    "release": release,
    "clean": clean,
}


def main(arguments: list[str]) -> int:
    """Run the target named first; return the exit status of the process.

    The Makefile hands over what stood in ARGS unread, in a variable: no shell may see it.
    """
    name, *rest = arguments or ["help"]
    name = "help" if name in ("-h", "--help") else name
    target = TARGETS.get(name)
    if target is None:
        print(f"tasks: no target {name!r}; `python -m tasks help` lists them", file=sys.stderr)
        return 2
    try:
        rest += shlex.split(os.environ.pop("TASKS_ARGUMENTS", ""))
    except ValueError as error:
        raise TaskError(f"ARGS cannot be read ({error}): put quotes around the quote") from None
    return target(rest)
