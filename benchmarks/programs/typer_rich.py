"""The least that a page of Typer and Rich is: a table as large as a day's page."""

import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer()
ROWS = 22


@app.command()
def today(day: str = typer.Option("", "--for")) -> None:
    """Print a day."""
    table = Table(title=day or "Today")
    for name in ("When", "No", "Id", "What", "Status", "Done"):
        table.add_column(name)
    for number in range(ROWS):
        table.add_row("any time", str(number), "ointment", "A thin film of plain petrolatum", "partly", "3/4")
    Console().print(table)


if __name__ == "__main__":
    app()
