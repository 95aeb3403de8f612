import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping

import pytest


def zip_of(members: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def tar_of(members: Mapping[str, bytes | tuple[bytes, str]]) -> bytes:
    """A tar archive; a value of type and target is a link or device."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            if isinstance(data, bytes):
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
            else:
                info.type, info.linkname = data
                archive.addfile(info)
    return content.getvalue()


@pytest.fixture(scope="session")
def make_zip() -> Callable[[Mapping[str, bytes]], bytes]:
    return zip_of


@pytest.fixture(scope="session")
def make_tar() -> Callable[[Mapping[str, bytes | tuple[bytes, str]]], bytes]:
    return tar_of
