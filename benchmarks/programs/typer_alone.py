"""The least that a command of Typer is: one argument, one option, one line of answer."""

import typer

app = typer.Typer()


@app.command()
def done(task: str, day: str = typer.Option("", "--for")) -> None:
    """Tick a task."""
    typer.echo(f"Ticked: {task}{day}.")


if __name__ == "__main__":
    app()
