"""When and where a camera says it took a photograph, read before that is left behind.

Pure: bytes in, facts out. What a camera says may be wrong or missing; nothing here refuses.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from PIL import ExifTags, Image

_WRITTEN = "%Y:%m:%d %H:%M:%S"


@dataclass(frozen=True)
class PhotoFacts:
    """taken_at: the camera's clock, without a zone. Degrees; south and west are negative."""

    taken_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None

    def told(self) -> dict[str, Any]:
        return {
            "taken_at": self.taken_at,
            "latitude": self.latitude,
            "longitude": self.longitude,
        }


def facts_in(file: BinaryIO) -> PhotoFacts:
    """What the file at hand says of itself; the file stands at its beginning afterwards."""
    file.seek(0)
    try:
        with Image.open(file, formats=("JPEG", "PNG", "WEBP")) as picture:
            exif = picture.getexif()
            latitude, longitude = _place(exif.get_ifd(ExifTags.IFD.GPSInfo))
            return PhotoFacts(_moment(exif), latitude, longitude)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return PhotoFacts()
    finally:
        file.seek(0)


def _moment(exif: Image.Exif) -> datetime | None:
    said = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    said = said or exif.get(ExifTags.Base.DateTime)
    try:
        return datetime.strptime(str(said).strip("\x00 "), _WRITTEN)
    except ValueError:
        return None


def _place(gps: dict[int, Any]) -> tuple[float | None, float | None]:
    latitude = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef))
    longitude = _degrees(gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef))
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None, None
    return round(latitude, 6), round(longitude, 6)


def _degrees(said: Any, side: Any) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in said)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if value != value:  # a fraction over nothing
        return None
    return -value if str(side).strip("\x00 ").upper() in ("S", "W") else value
