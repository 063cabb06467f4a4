"""Static files under names that contain their content's hash, so that browsers may keep them for ever."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from os.path import isfile, normpath
from pathlib import Path

from flask import Flask, Response, abort, current_app, request, send_from_directory
from werkzeug.security import safe_join

from mystery.resources import folder

PREFIX = "/static/"
_FOREVER = 31_536_000
_TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json"}
_IMPORT = re.compile(r"""^(?:import|export)\b[^"';]*["'](\.{1,2}/[^"']+)["'];""", re.MULTILINE)
_PACKED = {".js", ".css", ".svg", ".json", ".webmanifest"}


class StaticFiles:
    """Maps `css/base.css` to `/static/<hash>/css/base.css`.

    The hash stands for the whole folder: ES modules import one another by relative path, and so each
    module's address changes together with what it imports.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.build = self._hash()
        self._packed: dict[str, bytes] = {}
        self._modules: dict[str, tuple[str, ...]] = {}

    def _hash(self) -> str:
        digest = hashlib.sha256()
        for path in sorted(each for each in self.root.rglob("*") if each.is_file()):
            digest.update(path.relative_to(self.root).as_posix().encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()[:16]

    def packed(self, name: str) -> bytes:
        """A file compressed; kept, since it is asked for again and again."""
        if name not in self._packed:
            self._packed[name] = gzip.compress((self.root / name).read_bytes(), mtime=0)
        return self._packed[name]

    def modules(self, name: str) -> tuple[str, ...]:
        """A module and all that it imports, nearest first.

        A page that names them lets the browser ask for all at once; else it would find out level by level.
        """
        if name not in self._modules:
            found = [name]
            for each in found:  # grows while it is walked
                text = (self.root / each).read_text(encoding="utf-8")
                targets = (self.beside(each, to) for to in _IMPORT.findall(text))
                found += [target for target in dict.fromkeys(targets) if target not in found]
            self._modules[name] = tuple(found)
        return self._modules[name]

    @staticmethod
    def beside(name: str, target: str) -> str:
        """The module that `target` means in an import of the module `name`."""
        return Path(normpath(f"{name}/../{target}")).as_posix()

    def url(self, name: str) -> str:
        """The address of a static file. A name that does not exist is a mistake in a template."""
        if not (self.root / name).is_file():
            raise FileNotFoundError(f"static/{name}")
        return f"{PREFIX}{self.build}/{name}"


def init_app(app: Flask) -> None:
    files = StaticFiles(folder("static"))
    app.extensions["mystery_static"] = files
    app.config["STATIC_PREFIX"] = PREFIX
    app.jinja_env.globals["static_url"] = files.url
    app.add_url_rule(f"{PREFIX}<build>/<path:name>", "static_file", _serve)


def static_url(name: str) -> str:
    """The address of a static file, for code; templates have it as a global."""
    files: StaticFiles = current_app.extensions["mystery_static"]
    return files.url(name)


def current_build() -> str:
    """Names what is served now: tablets compare it with what they run."""
    files: StaticFiles = current_app.extensions["mystery_static"]
    return files.build


def _serve(build: str, name: str) -> Response:
    """A file of the static folder. Under an old hash it is served too, but not kept."""
    files: StaticFiles = current_app.extensions["mystery_static"]
    root = files.root
    found = safe_join(str(root), name)
    if found is None or not isfile(found):  # Path.is_file would raise where a name is too long for the disk
        abort(404)
    kind = _TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    if build != files.build:
        response = send_from_directory(root, name, mimetype=kind, conditional=True)
        response.headers["Cache-Control"] = "no-cache"
        return response
    if Path(name).suffix in _PACKED and request.accept_encodings.quality("gzip") > 0:
        response = Response(files.packed(name), mimetype=kind, headers={"Content-Encoding": "gzip"})
    else:
        response = send_from_directory(root, name, mimetype=kind, conditional=True)
    response.headers["Cache-Control"] = f"public, max-age={_FOREVER}, immutable"
    response.vary.add("Accept-Encoding")
    return response
