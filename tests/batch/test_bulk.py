"""arXiv's bulk tars: what is found in them, what their manifest says, and what is damaged or hostile."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from arxiv_server import tarball

from reader.batch.bulk import MANIFEST, Member, _md5_of, is_bulk, members_of, open_member, read_manifest
from reader.cli import main
from reader.errors import DamagedArchive, NoTexFound, ReaderError, UnsafeArchive
from reader.latex.source.bundle import bundle_from_bytes
from reader.messages import error_text

TEX = b"\\documentclass{article}\\begin{document}The loss is $L$. \\[ L = a + b \\]\\end{document}"
MEMBERS = {
    "2401/2401.00001.gz": tarball({"ms.tex": TEX, "a.png": b"\x89PNG" + bytes(9000)}),
    "2401/2401.00002.pdf": b"%PDF-1.5\n",
    "2401/hep-th0001208.gz": gzip.compress(TEX),
    "2401/notes.gz": gzip.compress(TEX),
}
ROW = "<file><filename>src/{name}</filename><md5sum>{md5}</md5sum><size>{size}</size></file>"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEZAWARI_CACHE", str(tmp_path / "cache"))


def bulk(path: Path, members: Mapping[str, bytes]) -> Path:
    with tarfile.open(path, "w") as archive:
        folder = tarfile.TarInfo("2401")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        for name, content in members.items():
            header = tarfile.TarInfo(name)
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    return path


def manifest(folder: Path, *tars: Path, head: str = "") -> Path:
    rows = [
        ROW.format(name=tar.name, md5=hashlib.md5(tar.read_bytes()).hexdigest(), size=tar.stat().st_size)
        for tar in tars
    ]
    (folder / MANIFEST).write_text(f"{head}<arXivSRC>{''.join(rows)}</arXivSRC>", encoding="utf-8")
    return folder / MANIFEST


@pytest.fixture
def tar(tmp_path: Path) -> Path:
    return bulk(tmp_path / "arXiv_src_2401_001.tar", MEMBERS)


def error_of(member: Member) -> ReaderError:
    with pytest.raises(ReaderError) as caught:
        open_member(member)
    assert error_text(caught.value, "ja").endswith("。")
    return caught.value


# --- what is found ---------------------------------------------------------------------------------------------------


def test_each_member_is_a_paper(tar: Path) -> None:
    assert is_bulk(tar)
    members = list(members_of(tar))
    assert [member.label for member in members] == [f"{tar}/{name}" for name in MEMBERS]
    data = tar.read_bytes()
    for member, content in zip(members, MEMBERS.values(), strict=True):
        assert data[member.start : member.start + member.size] == content
    paper, bundle = open_member(members[0])
    assert (paper.id, paper.abstract_url, paper.source) == ("2401.00001", "https://arxiv.org/abs/2401.00001", "arxiv")
    assert bundle == bundle_from_bytes("2401.00001", MEMBERS["2401/2401.00001.gz"])
    assert [open_member(members[at])[1].name for at in (2, 3)] == ["hep-th_0001208", "notes"]
    assert open_member(members[3])[0].id is None
    assert isinstance(error_of(members[1]), NoTexFound)


def test_a_paper_of_its_own_is_no_bulk(tmp_path: Path) -> None:
    files = {"a.tar": tarball({"ms.tex": TEX}), "b.gz": gzip.compress(TEX), "c.tex": TEX, "d.tar": b"", "e": bytes(999)}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    files |= {"g.tex": b"% from <arXivSRC manifest\n" + TEX}
    (tmp_path / "g.tex").write_bytes(files["g.tex"])
    bulk(tmp_path / "f.tar", {"2401.tex": TEX, "2401/2401.00001.gz": b""})
    bulk(tmp_path / "h.tar", {"2019/plot.pdf": b"", "main.tex": TEX})
    files |= {"h.tar": b""}
    assert not any(map(is_bulk, (tmp_path, Path("x" * 5000), Path("a\0b"), tmp_path / "absent")))
    assert [name for name in (*files, "f.tar") if is_bulk(tmp_path / name)] == []


@pytest.mark.slow
def test_a_batch_of_tars_by_their_manifest(tmp_path: Path, tar: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = bulk(tmp_path / "arXiv_src_2401_002.tar", {"2401/2401.00001.gz": gzip.compress(TEX)})
    told = manifest(tmp_path, tar, other)
    out = tmp_path / "out"
    assert main(["annotate", str(told), "-o", str(out), "--offline"]) == 1  # one is a PDF
    results = ["2401.00001-2", "2401.00001", "hep-th_0001208", "notes"]
    assert {path.name for path in out.iterdir()} == {"journal.jsonl", *(f"{name}.json" for name in results)}
    first = json.loads((out / "2401.00001.json").read_text(encoding="utf-8"))
    assert first["paper"]["id"] == "2401.00001" and first["paper"]["source"] == "arxiv"
    assert "fatal: 1" in capsys.readouterr().err
    written = {path: path.stat().st_mtime_ns for path in out.iterdir()}
    assert main(["annotate", str(tar), str(other), "-o", str(out), "--offline"]) == 1
    assert {path: path.stat().st_mtime_ns for path in out.iterdir()} == written  # nothing is read, nothing told


# --- manifests -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", [b"", b"\0" * 10])
def test_a_tar_that_differs_from_its_manifest_is_not_read(damage: bytes, tmp_path: Path, tar: Path) -> None:
    manifest(tmp_path, tar)
    data = tar.read_bytes()
    tar.write_bytes(data[:700] + bytes([data[700] ^ 1]) + data[701:] if not damage else data + damage)
    (member,) = members_of(tar)
    assert error_of(member).kind == "tar-differs"


def test_a_tar_is_checked_once_while_it_stays(tmp_path: Path, tar: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest(tmp_path, tar)
    read: list[str] = []
    monkeypatch.setattr("reader.batch.bulk._md5_of", lambda path: read.append(path.name) or _md5_of(path))
    first = list(members_of(tar))
    assert list(members_of(tar)) == first and read == [tar.name]
    data = tar.read_bytes()
    tar.write_bytes(data[:700] + bytes([data[700] ^ 1]) + data[701:])
    os.utime(tar, ns=(1, 1))
    for _ in range(2):  # what differs is not remembered as well
        (member,) = members_of(tar)
        assert member.fault == "tar-differs"
    assert read == [tar.name] * 3
    tar.write_bytes(data)
    assert list(members_of(tar)) == first
    written = tar.stat().st_mtime_ns
    tar.write_bytes(data[:700] + bytes([data[700] ^ 1]) + data[701:])
    os.utime(tar, ns=(written, written))  # as a copy that keeps times does
    assert next(members_of(tar)).fault == "tar-differs"
    del read[3:]
    tar.write_bytes(data)
    manifest(tmp_path, tar, head="<!-- another -->")
    (tmp_path / "cache").rename(tmp_path / "elsewhere")
    (tmp_path / "cache").write_text("no folder", encoding="utf-8")
    assert list(members_of(tar)) == first and list(members_of(tar)) == first and len(read) == 5  # nothing can be kept


def test_tars_that_are_not_there_are_passed_over(tmp_path: Path, tar: Path) -> None:
    other = bulk(tmp_path / "arXiv_src_2401_002.tar", MEMBERS)
    told = manifest(tmp_path, other, tar)
    other.unlink()
    assert {member.tar for member in members_of(told)} == {str(tar)}


@pytest.mark.parametrize(
    "content",
    [
        "<arXivSRC>",
        "<arXivSRC><file/></arXivSRC>",
        "<arXivSRC><file><filename>a</filename><size>x</size><md5sum>0</md5sum></file></arXivSRC>",
        "<arXivSRC><file><filename></filename><size>1</size><md5sum>0</md5sum></file></arXivSRC>",
        '<?xml version="1.0" encoding="foo"?><arXivSRC></arXivSRC>',
    ],
)
def test_a_manifest_that_cannot_be_read(content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / MANIFEST).write_text(content, encoding="utf-8")
    with pytest.raises(DamagedArchive):
        read_manifest(tmp_path / MANIFEST)
    assert main(["annotate", str(tmp_path / MANIFEST)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


# --- damage and malice -----------------------------------------------------------------------------------------------


def test_of_a_tar_that_breaks_off_what_is_whole_is_read(tmp_path: Path, tar: Path) -> None:
    data = tar.read_bytes()
    whole = list(members_of(tar))
    for cut in range(1100, whole[-1].start + whole[-1].size, 331):
        tar.write_bytes(data[:cut])
        members = list(members_of(tar))
        readable = [member for member in members if not member.fault]
        assert readable == whole[: len(readable)]
        assert all(member.start + member.size <= cut for member in readable[:-1])
        for member in members:
            if member.fault or member.start + member.size > cut:
                assert isinstance(error_of(member), DamagedArchive)


HOSTILE: dict[str, tuple[bytes, type[ReaderError]]] = {
    "a bomb": (gzip.compress(bytes(100_000_000), 1), UnsafeArchive),
    "a name that leaves": (tarball({"../a.tex": TEX}), UnsafeArchive),
    "no archive": (b"\x1f\x8bnothing", DamagedArchive),
    "cut short": (MEMBERS["2401/2401.00001.gz"][:-20], DamagedArchive),
    "nothing": (b"", NoTexFound),
    "a page": (b"<html>", NoTexFound),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_member_costs_itself_alone(name: str, tmp_path: Path) -> None:
    content, error = HOSTILE[name]
    tar = bulk(tmp_path / "bulk.tar", {"2401/2401.00001.gz": content, "2401/2401.00002.gz": gzip.compress(TEX)})
    hostile, good = members_of(tar)
    assert isinstance(error_of(hostile), error)
    assert open_member(good)[1].main


def test_a_header_that_promises_too_much(tmp_path: Path) -> None:
    header = tarfile.TarInfo("2401/2401.00001.gz")
    for size in (1 << 33, 1 << 60):
        header.size = size
        (tmp_path / "bulk.tar").write_bytes(header.tobuf(tarfile.GNU_FORMAT) + TEX)
        assert is_bulk(tmp_path / "bulk.tar")
        assert all(isinstance(error_of(member), ReaderError) for member in members_of(tmp_path / "bulk.tar"))


def test_a_tar_that_goes_away_is_said(tar: Path) -> None:
    members = list(members_of(tar))
    tar.unlink()
    assert isinstance(error_of(members[0]), DamagedArchive)
