"""The photo diary: what is kept of a photograph, what is refused, and that nothing of it is lost or left."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import PIL.Image
import pytest
from PIL import ImageCms, ImageDraw, PngImagePlugin

from resurf_cli.reading import images
from resurf_cli.record.store import Record

if TYPE_CHECKING:
    from tests.cli.conftest import Program

NOW = "2026-12-13T09:00"
SECRETS = (b"Secret Camera 9", b"SERIAL-4711", b"a secret remark", b"Secret Software", b"2026:12:11")


@pytest.fixture
def diary(resurf: Program) -> Program:
    resurf.planned()
    resurf.now = NOW
    return resurf


def picture(path: Path, size: tuple[int, int] = (60, 40), colour: str = "red", **how: Any) -> Path:
    """A picture whose left upper corner is blue."""
    made = PIL.Image.new("RGB", size, colour)
    ImageDraw.Draw(made).rectangle((0, 0, size[0] // 4, size[1] // 4), "blue")
    made.save(path, quality=95, **how)
    return path


def with_metadata(path: Path, orientation: int = 1) -> Path:
    exif = PIL.Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x0131] = "Secret Camera 9", orientation, "Secret Software"
    exif.get_ifd(0x8769)[0x9003] = "2026:12:11 10:00:00"
    exif.get_ifd(0x8769)[0xA431] = "SERIAL-4711"
    exif.get_ifd(0x8825)[1], exif.get_ifd(0x8825)[2] = "N", (48.0, 12.0, 30.0)
    return picture(path, exif=exif, comment=b"a secret remark", xmp=b"<x:xmpmeta>Secret Camera 9</x:xmpmeta>")


def kept(resurf: Program) -> list[Path]:
    return sorted((resurf.folder / "photos" / "small").glob("*"))


def full(resurf: Program) -> Path:
    (found,) = (each for each in kept(resurf) if "small" not in each.name)
    return found


def numbers(resurf: Program) -> list[int]:
    return [each["number"] for each in resurf("photo", "list", "--json").json["photos"]]


# --- what is kept ----------------------------------------------------------------------------------------------------


def test_a_photograph_is_copied_for_its_owner_alone_and_listed_by_day(diary: Program, tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        ran = diary("photo", "add", str(picture(tmp_path / "a.jpg")), "--area", "left cheek", "--on", "2026-12-11")
    finally:
        os.umask(old)
    assert ran.code == 0, ran.text
    assert "Added photo 1 of left cheek, Fri 11 Dec 2026" in ran.text
    assert {stat.S_IMODE(each.stat().st_mode) for each in kept(diary)} == {0o600}
    for folder in (diary.folder / "photos", diary.folder / "photos" / "small"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert diary("photo", "list", "--json").json["photos"] == [
        {"number": 1, "date": "2026-12-11", "area": "left cheek", "width": 60, "height": 40, "missing": None}
    ]
    assert "day 1 after the treatment 1 left cheek (60 × 40)" in diary("photo", "list").text
    assert "photo\t1\t2026-12-11\tleft cheek\t60\t40" in diary("photo", "list", "--plain").out


def test_nothing_that_came_with_a_photograph_is_kept(diary: Program, tmp_path: Path) -> None:
    path = with_metadata(tmp_path / "a.jpg")
    assert all(secret in path.read_bytes() for secret in SECRETS)
    diary("photo", "add", str(path))
    assert len(kept(diary)) == 2
    for each in kept(diary):
        found = each.read_bytes()
        assert not [secret for secret in SECRETS if secret in found]
        assert b"Exif" not in found
        with PIL.Image.open(each) as opened:
            assert dict(opened.getexif()) == {}
            assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_texts_in_a_png_are_not_kept_and_what_is_see_through_is_white(diary: Program, tmp_path: Path) -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Secret Camera 9")
    PIL.Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(tmp_path / "a.png", pnginfo=words)
    assert diary("photo", "add", str(tmp_path / "a.png")).code == 0
    assert b"Secret" not in full(diary).read_bytes()
    with PIL.Image.open(full(diary)) as opened:
        assert opened.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("orientation", "corner", "size"),
    [(1, (2, 2), (60, 40)), (3, (57, 37), (60, 40)), (6, (37, 2), (40, 60)), (8, (2, 57), (40, 60))],
)
def test_a_photograph_stands_upright_however_it_was_held(
    diary: Program, tmp_path: Path, orientation: int, corner: tuple[int, int], size: tuple[int, int]
) -> None:
    diary("photo", "add", str(with_metadata(tmp_path / "a.jpg", orientation)))
    with PIL.Image.open(full(diary)) as opened:
        assert opened.size == size
        found: Any = opened.getpixel(corner)
        assert found[2] > 200
        assert found[0] < 60


def test_the_preview_is_small(diary: Program, tmp_path: Path) -> None:
    diary("photo", "add", str(picture(tmp_path / "a.jpg", (3000, 1500))))
    (small,) = (each for each in kept(diary) if "small" in each.name)
    with PIL.Image.open(small) as opened, PIL.Image.open(full(diary)) as whole:
        assert (opened.size, whole.size) == ((1024, 512), (3000, 1500))


def test_a_file_that_says_another_day_is_asked_about(diary: Program, tmp_path: Path) -> None:
    ran = diary("photo", "add", str(with_metadata(tmp_path / "a.jpg")))
    assert "taken on Fri 11 Dec 2026" in ran.err.replace("\n", " ")
    assert "--on 2026-12-11" in ran.err
    ran = diary("photo", "add", str(with_metadata(tmp_path / "a.jpg")), "--on", "2026-12-11")
    assert ran.err == ""


def swapped() -> bytes:
    """A colour profile in which red is green and green is red."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"----", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"----", b"gXYZ", 1)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tiff"])
def test_colours_are_those_that_the_profile_of_the_file_means(diary: Program, tmp_path: Path, name: str) -> None:
    assert diary("photo", "add", str(picture(tmp_path / name, icc_profile=swapped()))).code == 0
    with PIL.Image.open(full(diary)) as found:
        assert "icc_profile" not in found.info
        red, green, _ = found.convert("RGB").getpixel((50, 35))  # type: ignore[misc]
    assert (green > 200, red < 60) == (True, True)


def test_a_profile_that_is_none_leaves_the_colours_as_they_are(diary: Program, tmp_path: Path) -> None:
    assert diary("photo", "add", str(picture(tmp_path / "a.jpg", icc_profile=b"no profile"))).code == 0
    with PIL.Image.open(full(diary)) as found:
        red, green, _ = found.convert("RGB").getpixel((50, 35))  # type: ignore[misc]
    assert (red > 200, green < 60) == (True, True)


HEIC = Path(__file__).with_name("phone.heic")
"""A picture as an iPhone writes them, of two coloured fields, with a maker, a place and a day; made for this test."""


def test_a_heic_picture_is_taken_without_what_came_with_it(diary: Program) -> None:
    assert b"SecretMaker" in HEIC.read_bytes()
    ran = diary("photo", "add", str(HEIC), "--on", "2026-12-12")
    assert ran.code == 0, ran.text
    assert "11 Dec" in ran.text
    with PIL.Image.open(full(diary)) as found:
        assert (found.format, found.size) == ("JPEG", (64, 48))
        assert not found.getexif()
        red, green, _ = found.getpixel((60, 40))  # type: ignore[misc]
    assert (red > 150, green < 80) == (True, True)
    assert b"SecretMaker" not in full(diary).read_bytes()


def test_a_heic_picture_that_is_cut_off_is_refused(diary: Program, tmp_path: Path) -> None:
    whole = HEIC.read_bytes()
    for end in (*range(12, len(whole), 40), len(whole) - 1):
        (tmp_path / "a.heic").write_bytes(whole[:end])
        ran = diary("photo", "add", str(tmp_path / "a.heic"))
        assert (ran.code, "Traceback" in ran.text) == (2, False), end
    assert numbers(diary) == []


def test_without_its_library_a_heic_picture_says_what_to_do(diary: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    ran = diary("photo", "add", str(HEIC))
    assert ran.code == 2
    assert "Save it as JPEG on the phone" in ran.text


# --- what is refused -------------------------------------------------------------------------------------------------


def test_several_are_one_change_and_a_bad_one_among_them_adds_none(diary: Program, tmp_path: Path) -> None:
    good = picture(tmp_path / "a.jpg")
    (tmp_path / "b.jpg").write_bytes(b"not a picture")
    (tmp_path / "c.jpg").write_bytes(good.read_bytes()[:300])
    ran = diary("photo", "add", str(good), str(tmp_path / "b.jpg"), str(tmp_path / "c.jpg"))
    assert (ran.code, kept(diary), numbers(diary)) == (2, [], [])
    assert "b.jpg is no photograph" in ran.text
    assert "c.jpg is no photograph" in ran.text
    assert diary("photo", "add", str(good), str(picture(tmp_path / "d.jpg", colour="green"))).code == 0
    assert numbers(diary) == [1, 2]
    diary("undo")
    assert numbers(diary) == []


def test_what_it_is_called_does_not_make_it_a_photograph(diary: Program, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / "b").write_bytes(picture(tmp_path / "c.png").read_bytes())
    assert diary("photo", "add", str(tmp_path / "a.jpg")).code == 2
    assert diary("photo", "add", str(tmp_path / "b")).code == 0


def test_a_folder_a_pipe_a_device_and_what_is_not_there_are_refused_at_once(diary: Program, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, code in ((tmp_path, 2), (tmp_path / "pipe", 2), ("/dev/zero", 2), (tmp_path / "none.jpg", 3)):
        ran = diary("photo", "add", str(path))
        assert (ran.code, numbers(diary)) == (code, []), ran.text


def test_a_picture_with_more_pixels_than_a_camera_has_is_not_opened(
    diary: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PIL.Image, "MAX_IMAGE_PIXELS", 1000)
    ran = diary("photo", "add", str(picture(tmp_path / "a.png")))
    assert (ran.code, "more pixels" in ran.text, kept(diary)) == (2, True, [])


def test_a_file_that_is_too_large_is_not_read(diary: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "LARGEST", 100)
    assert diary("photo", "add", str(picture(tmp_path / "a.jpg"))).code == 2


def test_a_day_that_has_not_come_is_refused(diary: Program, tmp_path: Path) -> None:
    ran = diary("photo", "add", str(picture(tmp_path / "a.jpg")), "--on", "tomorrow")
    assert (ran.code, kept(diary)) == (2, [])


def test_without_pillow_it_says_how_to_install_it(
    diary: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = picture(tmp_path / "a.jpg")
    monkeypatch.setitem(sys.modules, "PIL", None)
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    ran = diary("photo", "add", str(path))
    assert (ran.code, "pipx inject resurf-cli pillow" in ran.text) == (2, True)
    assert diary("photo", "list").code == 0


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_every_form_it_names_can_be_read(diary: Program, tmp_path: Path, form: str) -> None:
    PIL.Image.new("RGB", (30, 20), "red").save(tmp_path / "a", form)
    assert diary("photo", "add", str(tmp_path / "a")).code == 0


def test_the_same_picture_of_the_same_day_is_not_added_twice(diary: Program, tmp_path: Path) -> None:
    path = str(picture(tmp_path / "a.jpg"))
    diary("photo", "add", path)
    ran = diary("photo", "add", path)
    assert (ran.code, numbers(diary)) == (0, [1])
    assert "there already" in ran.text


# --- taking off, undo, missing files ---------------------------------------------------------------------------------


def test_one_taken_off_is_on_no_page_and_undo_brings_it_back_with_its_file(diary: Program, tmp_path: Path) -> None:
    diary("photo", "add", str(picture(tmp_path / "a.jpg")))
    before = full(diary).read_bytes()
    ran = diary("photo", "remove", "1")
    assert (ran.code, str(full(diary)) in ran.err.replace("\n", "")) == (0, True)
    assert numbers(diary) == []
    assert "data:image" not in diary("summary", "--format", "html").out
    diary("undo")
    assert (numbers(diary), full(diary).read_bytes()) == ([1], before)


def test_a_number_is_never_given_again(diary: Program, tmp_path: Path) -> None:
    diary("photo", "add", str(picture(tmp_path / "a.jpg")))
    diary("undo")
    diary("photo", "add", str(picture(tmp_path / "b.jpg", colour="green")))
    assert numbers(diary) == [2]


def test_a_number_that_is_none_takes_nothing_off(diary: Program, tmp_path: Path) -> None:
    diary("photo", "add", str(picture(tmp_path / "a.jpg")))
    ran = diary("photo", "remove", "1", "7")
    assert (ran.code, numbers(diary)) == (3, [1])
    assert "There are: 1" in ran.text


@pytest.mark.parametrize(("done", "word"), [("unlink", "missing"), ("change", "damaged")])
def test_a_file_that_is_gone_or_was_changed_is_named_and_the_rest_goes_on(
    diary: Program, tmp_path: Path, done: str, word: str
) -> None:
    diary("photo", "add", str(picture(tmp_path / "a.jpg")), str(picture(tmp_path / "b.jpg", colour="green")))
    path = next(each for each in kept(diary) if "small" not in each.name)
    if done == "unlink":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes() + b"x")
    said = diary("photo", "list", "--json").json["photos"]
    assert sorted(word in (each["missing"] or "") for each in said) == [False, True]
    page = diary("summary", "--format", "html").out
    assert (page.count("data:image/jpeg"), page.count("cannot be shown")) == (1, 1)


def test_what_cannot_be_recorded_leaves_no_file(
    diary: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full_disk)
        ran = diary("photo", "add", str(picture(tmp_path / "a.jpg")))
    assert (ran.code, "Nothing was added" in ran.text, kept(diary), numbers(diary)) == (5, True, [], [])


# --- where it is seen ------------------------------------------------------------------------------------------------


def test_the_summary_shows_those_of_one_place_side_by_side(diary: Program, tmp_path: Path) -> None:
    for day, area, colour in (("11", "left cheek", "green"), ("12", "chin", "black"), ("10", "left cheek", "red")):
        path = picture(tmp_path / f"{colour}.png", colour=colour)
        assert diary("photo", "add", str(path), "--area", area, "--on", f"2026-12-{day}").code == 0
    page = diary("summary", "--format", "html").out
    heads = [part.split("</h3>")[0] for part in page.split("<h3>")[1:]]
    assert heads == ["left cheek", "chin"]
    assert page.index("Thu 10 Dec, day 0: left cheek") < page.index("Fri 11 Dec, day 1: left cheek")
    assert page.count('src="data:image/jpeg;base64,') == 3
    for form in ("text", "markdown", "json"):
        assert "left cheek" in diary("summary", "--format", form).out
    for form in ("text", "markdown", "json", "html"):
        assert "left cheek" not in diary("summary", "--format", form, "--no-photos").out


def test_only_deleting_the_plan_erases_its_photographs_and_no_others(diary: Program, tmp_path: Path) -> None:
    path = str(picture(tmp_path / "a.jpg"))
    diary("photo", "add", path)
    diary("plan", "new", "--treatment", "fractional-ablative", "--date", "2027-03-10", "--no-input")
    diary("photo", "add", path)
    diary("plan", "end", "small")
    assert kept(diary)
    ran = diary("plan", "delete", "small", "--yes", "small")
    assert (ran.code, "1 photograph" in ran.text) == (0, True)
    assert [each.name for each in (diary.folder / "photos").iterdir()] == ["fractional-ablative"]


def test_a_plan_that_could_not_be_erased_keeps_its_photographs(
    diary: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary("photo", "add", str(picture(tmp_path / "a.jpg")))
    before = [(each.name, each.read_bytes()) for each in kept(diary)]

    def refuse(*_: Any) -> None:
        from resurf_cli.errors import RecordError

        raise RecordError("no")

    with monkeypatch.context() as patch:
        patch.setattr(Record, "erase", refuse)
        assert diary("plan", "delete", "small", "--yes", "small").code == 5
    assert [(each.name, each.read_bytes()) for each in kept(diary)] == before
    assert numbers(diary) == [1]
