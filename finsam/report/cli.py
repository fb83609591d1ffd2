"""The command `finsam report`."""

from __future__ import annotations

from finsam.command import ExportsOption, JsonOption, VarOption, command, done

CODES = "Slutkoder / exit codes: 0 klart / done, 2 fel anrop / usage, 3 inget publicerat / nothing published."


def report(exports: ExportsOption = None, var: VarOption = None, machine: JsonOption = False) -> None:
    """Gör rapportsidorna och visa var de ligger. / Make the report pages and say where they are.

    Läser det gällande bygget och bara det publicerade. Sidorna ligger i var/reports/site: svenska i index.html,
    engelska i en/index.html. Öppna dem med en webbläsare; de behöver varken nät eller server. En läsare ser antingen de
    förra sidorna eller de nya.

    Reads the current build and only what is published. The pages lie in var/reports/site: Swedish in index.html,
    English in en/index.html. Open them with a browser; they need neither network nor server. A reader sees either the
    former pages or the new ones.

    \b
    Exempel / examples:
      finsam report
      finsam report --json          sökväg, bygge och antal sidor / path, build and number of pages
    """
    with command(machine, exports, var) as (settings, screen):
        from finsam.report.site import make_site  # noqa: PLC0415

        with screen.bar("report") as progress:
            made = make_site(settings, progress.at)
        content = {"status": "ok", "index": str(made.index), "build_id": made.build_id, "pages": made.pages}
        done(screen, content, str(made.index))
