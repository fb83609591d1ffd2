"""The command `finsam docs`."""

from __future__ import annotations

from finsam.command import ExportsOption, JsonOption, VarOption, command, done


def docs(exports: ExportsOption = None, var: VarOption = None, machine: JsonOption = False) -> None:
    """Gör handboken, ordlistan och modellernas sidor. / Make the handbook, the glossary and the pages of the models.

    Sidorna ligger i var/reports/docs och behöver varken nät eller server: hur man levererar, läser en iakttagelse,
    ändrar en definition och stänger ett år; orden på svenska och engelska; det gällande byggets definitioner och
    modellerna bakom.

    The pages lie in var/reports/docs and need neither network nor server: how to deliver, read a finding, change a
    definition and close a year; the words in Swedish and English; the definitions of the current build; the models.

    \b
    Exempel / examples:
      finsam docs
      finsam docs --json          sökväg, bygge och antal sidor / path, build and number of pages
    """
    with command(machine, exports, var) as (settings, screen):
        from finsam.handbook.site import make_docs  # noqa: PLC0415

        made = make_docs(settings)
        content = {"status": "ok", "index": str(made.index), "build_id": made.build_id, "pages": made.pages}
        done(screen, content, str(made.index))
