"""Every page is valid HTML, by the Nu checker (the W3C's validator)."""

import json
import subprocess

from tests.conftest import BuiltSite, leave_out, nu_checker


def test_every_page_is_valid(repository_site: BuiltSite) -> None:
    command = nu_checker()
    if command is None:
        leave_out("no Java, or no vnu-jar from npm")
    checked = subprocess.run(
        [
            *command,
            "--format",
            "json",
            "--stdout",
            "--exit-zero-always",
            "--skip-non-html",
            str(repository_site.output),
        ],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    messages = json.loads(checked.stdout)["messages"]
    complaints = [
        "{file}:{line}: {message}\n    {extract}".format(
            file=message.get("url", "").partition("/output/")[2],
            line=message.get("lastLine", 0),
            message=message["message"],
            extract=" ".join(message.get("extract", "").split()),
        )
        for message in messages
        if message["type"] != "info" or message.get("subType") == "warning"
    ]
    assert not complaints, f"{len(complaints)} complaints\n" + "\n".join(complaints[:50])
