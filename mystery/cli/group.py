"""The group of commands. A command's module is loaded when it is called, so that small ones stay quick."""

from __future__ import annotations

from importlib import import_module

import click

import mystery

COMMANDS = {
    "audit": "mystery.cli.audit:audit",
    "backup": "mystery.cli.backup:backup",
    "bench": "mystery.cli.bench:bench",
    "check": "mystery.cli.check:check",
    "convert": "mystery.cli.convert:convert",
    "db": "mystery.cli.db:db",
    "demo": "mystery.cli.demo:demo",
    "doctor": "mystery.cli.doctor:doctor",
    "eval": "mystery.cli.evaluate:evaluate",
    "export": "mystery.cli.export:export",
    "init": "mystery.cli.init:init",
    "keys": "mystery.cli.keys:keys",
    "purge": "mystery.cli.purge:purge",
    "rebuild": "mystery.cli.rebuild:rebuild",
    "report": "mystery.cli.report:report",
    "restore": "mystery.cli.restore:restore",
    "serve": "mystery.cli.serve:serve",
    "settings": "mystery.cli.settings:settings",
    "simulate": "mystery.cli.simulate:simulate_answers",
    "user": "mystery.cli.user:user",
    "verify-receipt": "mystery.cli.verify_receipt:verify_receipt",
    "worker": "mystery.cli.worker:worker",
}


class LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, attribute = target.split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(mystery.__version__, prog_name="mystery")
def main() -> None:
    """Mystery: find the weak spots at the customer touchpoints, by reliable figures."""
