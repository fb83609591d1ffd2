"""Which files are taken, under which name, and which are refused with which words."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest
from nightly_fakes import BUDGET, deliver, make_project

from finsam import receive as step
from finsam.errors import FinsamError, InputError
from finsam.files import printable
from finsam.fingerprint import inputs_sha256
from finsam.receive import InputFile, landed_bytes, load_inputs, receive
from finsam.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_project(tmp_path)


def by_name(settings: Settings) -> dict[str, InputFile]:
    return {file.file_name: file for file in receive(settings).files}


def test_files_land_under_their_checksum_and_cannot_be_changed(settings: Settings) -> None:
    file = by_name(settings)["budget_2022.csv"]
    assert file.file_sha256 == hashlib.sha256(BUDGET.encode("utf-8")).hexdigest()
    assert (settings.landing / file.file_sha256).stat().st_mode & 0o222 == 0
    assert landed_bytes(settings, file) == BUDGET.encode("utf-8")
    assert load_inputs(settings) == receive(settings)


@pytest.mark.parametrize("name", ["README.md", "readme", ".hidden", "~$budget.xlsx", "Thumbs.db"])
def test_notes_and_hidden_files_are_no_deliveries(settings: Settings, name: str) -> None:
    before = receive(settings)
    deliver(settings, f"alfa/budget/{name}", "x")
    assert receive(settings) == before


@pytest.mark.parametrize(
    ("place", "code", "words"),
    [
        ("loose.csv", "misplaced_file", "exports/<association>/<source>/"),
        ("alfa/loose.csv", "misplaced_file", "exports/<association>/<source>/"),
        ("alfa/budget/2022/deep.csv", "misplaced_file", "exports/<association>/<source>/"),
        ("alfa/bokslut/x.csv", "unknown_source", "budget, exits"),
        ("gamma/budget/x.csv", "unknown_association", "seeds/reference/association.csv"),
        ("gamma/x.csv", "unknown_association", "seeds/reference/association.csv"),
    ],
)
def test_a_file_in_the_wrong_place_is_refused_with_what_to_do(
    settings: Settings, place: str, code: str, words: str
) -> None:
    deliver(settings, place, "x")
    refused = [file for file in receive(settings).files if file.status == "refused"]
    assert [file.reason_code for file in refused] == [code]
    assert words in str(refused[0].reason_en)
    assert refused[0].reason_sv


def test_national_files_are_taken(settings: Settings) -> None:
    deliver(settings, "_national/published/x.csv", "x")
    assert by_name(settings)["x.csv"].status == "accepted"


def test_links_out_of_exports_are_not_followed(settings: Settings, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("hemligt", encoding="utf-8")
    folder = settings.exports / "alfa" / "budget"
    (folder / "out.csv").symlink_to(secret)
    (folder / "ring.csv").symlink_to(folder / "ring.csv")
    (folder / "in.csv").symlink_to(folder / "budget_2022.csv")
    (folder / "folder").symlink_to(tmp_path)
    files = by_name(settings)
    assert files["out.csv"].reason_code == "link_outside_exports"
    assert files["out.csv"].file_sha256 != hashlib.sha256(b"hemligt").hexdigest()
    assert files["ring.csv"].reason_code == "not_a_file"
    assert files["folder"].reason_code == "link_outside_exports"
    assert "in.csv" in files or "in.csv" in files["budget_2022.csv"].duplicates


def test_a_pipe_is_refused_without_waiting_for_it(settings: Settings) -> None:
    os.mkfifo(settings.exports / "alfa" / "budget" / "pipe.csv")
    assert by_name(settings)["pipe.csv"].reason_code == "not_a_file"


def test_copies_in_one_folder_are_one_delivery_under_the_name_of_the_original(settings: Settings) -> None:
    for name in ("a.copy.csv", "budget_2022 (1).csv", "zz_budget_2022.csv", "b.csv", "senaste.csv"):
        deliver(settings, f"alfa/budget/{name}", BUDGET)
    file = by_name(settings)["budget_2022.csv"]
    assert set(file.duplicates) == {"a.copy.csv", "budget_2022 (1).csv", "zz_budget_2022.csv", "b.csv", "senaste.csv"}


def test_copies_do_not_change_the_fingerprint_but_a_name_does(settings: Settings) -> None:
    before = inputs_sha256(receive(settings))
    deliver(settings, "alfa/budget/budget_2022 kopia.csv", BUDGET)
    assert inputs_sha256(receive(settings)) == before
    (settings.exports / "alfa/budget/budget_2022.csv").rename(settings.exports / "alfa/budget/other.csv")
    (settings.exports / "alfa/budget/budget_2022 kopia.csv").unlink()
    assert inputs_sha256(receive(settings)) != before


def test_the_same_bytes_from_two_associations_are_two_deliveries(settings: Settings) -> None:
    deliver(settings, "beta/budget/budget_2022.csv", BUDGET)
    found = [file.association_code for file in receive(settings).files if file.source == "budget"]
    assert found == ["alfa", "beta"]


def test_hostile_names_become_one_line_of_text(settings: Settings) -> None:
    folder = os.fsencode(settings.exports / "alfa" / "budget")
    for name in (b"a\nb.csv", b"esc\x1b[31m.csv", b"latin1-\xe5.csv", b"x" * 250 + b".csv", b"640823-3234.csv"):
        with open(folder + b"/" + name, "wb") as file:  # noqa: PTH123  pathlib has no bytes
            file.write(name)
    names = set(by_name(settings))
    assert {"a\\nb.csv", "esc\\x1b[31m.csv", "latin1-\\xe5.csv", "x" * 250 + ".csv"} <= names
    assert not any("640823" in name for name in names)
    assert all(name.isprintable() for name in names)
    assert load_inputs(settings).files


def test_two_different_names_never_look_the_same() -> None:
    assert printable("a\nb") != printable("a\\nb")


def test_composed_and_decomposed_letters_are_one_name(settings: Settings) -> None:
    deliver(settings, "alfa/budget/a\u030ar.csv", "x")
    assert "\u00e5r.csv" in by_name(settings)


def test_a_file_that_keeps_changing_stops_the_run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    path = settings.exports / "alfa/budget/budget_2022.csv"
    hash_file = step.sha256_file

    def grow(read: Path) -> str:
        found = hash_file(read)
        if read.name == path.name:
            path.write_bytes(path.read_bytes() + b"\n")
        return found

    monkeypatch.setattr(step, "sha256_file", grow)
    with pytest.raises(InputError) as caught:
        receive(settings)
    assert "changes while it is read" in caught.value.message_en


def test_a_damaged_landing_is_noticed_and_mended(settings: Settings) -> None:
    file = by_name(settings)["budget_2022.csv"]
    landed = settings.landing / file.file_sha256
    landed.chmod(0o600)
    landed.write_bytes(b"x")
    with pytest.raises(FinsamError):
        landed_bytes(settings, file)
    assert landed_bytes(settings, by_name(settings)["budget_2022.csv"]) == BUDGET.encode("utf-8")


def test_missing_folders_are_explained(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        receive(replace(settings, exports=tmp_path / "none"))
    assert "--exports" in caught.value.message_en
    with pytest.raises(InputError) as caught:
        receive(replace(settings, project=tmp_path / "none"))
    assert "seeds/reference/association.csv" in caught.value.message_en
    with pytest.raises(InputError):
        load_inputs(replace(settings, var=tmp_path / "none"))
