"""``make fresh``: a minimal Debian is handed the way to the network, and nothing else."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tasks import fresh
from tasks.environment import TaskError


def test_only_variables_that_say_how_the_network_is_reached_are_handed_in():
    network = {
        "https_proxy": "http://proxy:8080",
        "NO_PROXY": "localhost",
        "PIP_INDEX_URL": "https://example.org/simple",
        "SSL_CERT_FILE": "/etc/ssl/own.pem",
        "REQUESTS_CA_BUNDLE": "/etc/ssl/own.pem",
    }
    assert fresh.variables({**network, "HOME": "/root", "MY_TOKEN": "x", "PIPX": "y"}) == network


@pytest.fixture
def root(tmp_path) -> Path:
    (tmp_path / "root/etc/apt/apt.conf.d").mkdir(parents=True)
    return tmp_path / "root"


@pytest.mark.skipif(sys.platform != "linux", reason="Debian is made on Linux only")
def test_files_that_the_configuration_names_go_to_the_same_place(root, tmp_path, monkeypatch):
    certificate, settings = tmp_path / "own.pem", tmp_path / "pip.conf"
    other = tmp_path / "other.txt"
    certificate.write_text("certificate")
    settings.write_text(f"[global]\ncert = {certificate}\nfind-links = {tmp_path}\n")
    other.write_text("not named")
    monkeypatch.setattr(fresh, "FILES", (str(settings), "/no/such/file"))
    monkeypatch.setattr(fresh, "variables", lambda environment: {})
    fresh.hand_in(root)
    assert (root / str(certificate)[1:]).read_text() == "certificate"
    assert (root / str(settings)[1:]).read_text() == settings.read_text()
    assert not (root / str(other)[1:]).exists()


@pytest.mark.skipif(sys.platform != "linux", reason="Debian is made on Linux only")
def test_link_in_the_root_is_replaced_and_not_followed(root, tmp_path, monkeypatch):
    """As that of /etc/resolv.conf, which would lead to this machine's own file."""
    given, outside = tmp_path / "resolv.conf", tmp_path / "outside"
    given.write_text("nameserver 192.0.2.1\n")
    outside.write_text("untouched")
    link = root / str(given)[1:]
    link.parent.mkdir(parents=True)
    link.symlink_to(outside)
    monkeypatch.setattr(fresh, "FILES", (str(given),))
    fresh.hand_in(root)
    assert outside.read_text() == "untouched"
    assert link.read_text() == given.read_text()


@pytest.mark.skipif(not shutil.which("apt-config"), reason="apt is not here")
def test_what_apt_says_of_fetching_is_handed_in(root, tmp_path, monkeypatch):
    settings = tmp_path / "apt.conf"
    settings.write_text('Acquire::http::Proxy "http://proxy:8080";\nAPT::Color "1";\n')
    monkeypatch.setenv("APT_CONFIG", str(settings))
    fresh.hand_in(root)
    written = (root / "etc/apt/apt.conf.d/00fetching").read_text().splitlines()
    assert 'Acquire::http::Proxy "http://proxy:8080";' in written
    assert all(line.startswith("Acquire::") for line in written)


def test_without_root_it_says_so(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(TaskError, match=r"^a minimal Debian is made by root on Linux only"):
        fresh.main([])


@pytest.fixture
def made(monkeypatch, tmp_path) -> Path:
    """A folder to make roots in, as root on Linux."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(fresh, "REPOSITORY", tmp_path)
    return tmp_path / "build/fresh"


def test_root_goes_away_also_when_a_command_fails(made, monkeypatch):
    def try_suite(suite, root):
        (root / "etc").mkdir()
        raise TaskError("failed: make test", 1)

    monkeypatch.setattr(fresh, "try_suite", try_suite)
    with pytest.raises(TaskError, match="make test"):
        fresh.main(["trixie"])
    assert list(made.iterdir()) == []


def test_every_suite_is_tried_unless_some_are_named(made, monkeypatch, capsys):
    tried = []
    monkeypatch.setattr(fresh, "try_suite", lambda suite, root: tried.append((suite, root.name)))
    assert fresh.main([]) == fresh.main(["trixie"]) == 0
    assert tried == [(name, name) for name in ("bookworm", "trixie", "trixie")]
    assert capsys.readouterr().out == "Both commands work on a fresh machine.\n" * 2


@pytest.mark.skipif(not shutil.which("unshare"), reason="unshare is not here")
def test_mounts_go_with_the_process(tmp_path):
    """What `ENTER` mounts is not there afterwards, also when the command fails."""
    for name in ("proc", "dev/shm", "dev/pts"):
        (tmp_path / name).mkdir(parents=True)
    apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
    if subprocess.run([*apart, "mount", "-t", "tmpfs", "tmpfs", tmp_path / "proc"]).returncode:
        pytest.skip("nothing can be mounted here: not root, or a container")
    done = subprocess.run(
        [*apart, "sh", "-ec", fresh.ENTER, tmp_path, "/no/such/program"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 127
    assert str(tmp_path) not in Path("/proc/mounts").read_text()
