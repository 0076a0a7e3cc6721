"""Photographs as cameras and phones write them: read by their content, turned upright, freed of all but the picture.

Where they were taken, by which device and by whom stays out, whatever the format calls it: the pixels alone are
written anew.
"""

from __future__ import annotations

import io
import re
import stat
import warnings
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from resurf_cli.errors import NotFound, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image as Picture

FORMATS: Final = ("JPEG", "PNG", "WEBP", "TIFF")
HEIF: Final = re.compile(rb".{4}ftyp(heic|heix|hevc|heim|heis|mif1|msf1)", re.DOTALL)
"""How a HEIC picture begins (ISO/IEC 23008-12): what an iPhone takes."""
LARGEST: Final = 60 << 20
"""How many bytes a photograph has at most."""
PREVIEW: Final = 1024
"""How many pixels a side of the preview has at most."""
QUALITY: Final = 92
NO_PILLOW: Final = (
    "Photographs need the library Pillow, which is not installed. With pipx: pipx inject resurf-cli pillow pi-heif."
    ' With pip, in a checkout: pip install ".[photos]"'
)
NO_HEIF: Final = (
    "it is a HEIC picture, and the library pi-heif is not installed. Save it as JPEG on the phone, or, with pipx:"
    " pipx inject resurf-cli pi-heif"
)
TAKEN: Final = 0x9003  # Exif: DateTimeOriginal
EXIF: Final = 0x8769


@dataclass(frozen=True, slots=True)
class Image:
    """A photograph as it is kept: JPEG, with a preview; ``taken`` is the day its file gave, which is not kept."""

    full: bytes
    small: bytes
    width: int
    height: int
    taken: date | None

    @property
    def checksum(self) -> str:
        """The SHA-256 of the photograph."""
        return sha256(self.full).hexdigest()


def read_image(path: Path) -> Image:
    """Read a photograph.

    Raises:
        NotFound: there is no such file.
        UsageError: it is no photograph that can be read; or Pillow is not installed.
    """
    try:
        import PIL.Image
    except ImportError:
        raise UsageError(NO_PILLOW) from None
    PIL.Image.init()  # else it knows some formats only after another picture
    content = _content(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
            with PIL.Image.open(io.BytesIO(content), formats=_formats(path, content)) as opened:
                opened.load()
                return _cleaned(opened)
    except (PIL.Image.DecompressionBombWarning, PIL.Image.DecompressionBombError, MemoryError):
        raise UsageError(f"{path} has more pixels than any camera's: it was not opened.") from None
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, ArithmeticError, Warning):
        raise UsageError(
            f"{path} is no photograph that can be read (JPEG, HEIC, PNG, WebP or TIFF), or is cut off."
        ) from None


def _formats(path: Path, content: bytes) -> tuple[str, ...]:
    """The formats that are tried; the library for HEIC is only asked for what begins like one."""
    if not HEIF.match(content):
        return FORMATS
    try:
        import pi_heif  # type: ignore[import-untyped]
    except ImportError:
        raise UsageError(f"{path} was not added: {NO_HEIF}") from None
    pi_heif.register_heif_opener(thumbnails=False)
    return ("HEIF",)


def _content(path: Path) -> bytes:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UsageError(f"{path} is no file.")
        if found.st_size > LARGEST:
            raise UsageError(f"{path} is larger than {LARGEST >> 20} MiB: make it smaller first.")
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFound(f"There is no file {path}.") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None


def _cleaned(opened: Picture) -> Image:
    from PIL import ImageOps

    taken = _taken(opened)
    upright = _on_white(_in_srgb(ImageOps.exif_transpose(opened), opened.info.get("icc_profile")))
    full, size = _jpeg(upright), upright.size
    upright.thumbnail((PREVIEW, PREVIEW))
    return Image(full, _jpeg(upright), *size, taken)


def _in_srgb(found: Picture, profile: bytes | None) -> Picture:
    """A picture in the colours that every screen takes it for: the red of skin is what is looked at.

    One without a profile, or with one that does not fit, is taken as it is.
    """
    from PIL import ImageCms

    if not profile or found.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return found
    try:
        of, to = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        mode = "RGBA" if found.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(found, of, to, outputMode=mode) or found
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return found


def _on_white(found: Picture) -> Picture:
    """The picture alone: what is see-through is white, and nothing that came with it is left."""
    import PIL.Image

    whole = found.convert("RGBA")
    clean = PIL.Image.new("RGB", whole.size, "white")
    clean.paste(whole, mask=whole.getchannel("A"))
    return clean


def _jpeg(found: Picture) -> bytes:
    stream = io.BytesIO()
    found.save(stream, "JPEG", quality=QUALITY, optimize=True)
    return stream.getvalue()


def _taken(opened: Picture) -> date | None:
    """The day a photograph was taken, as its file gives it."""
    try:
        written: Any = opened.getexif().get_ifd(EXIF).get(TAKEN)
        return datetime.strptime(str(written)[:10], "%Y:%m:%d").date()  # noqa: DTZ007 - the camera's day
    except (ValueError, KeyError, TypeError, SyntaxError, OSError):
        return None
