"""The contracts as they were last agreed, and whether today's only add to them.

python -m tests.contracts.baseline                    writes proto.json and events.json, refuses a break
python -m tests.contracts.baseline --accept-breaking  writes them all the same; before a first release only
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from docs.catalogue import ROOT, event_classes
from docs.generate import inlined

HERE = Path(__file__).parent
PROTO = HERE / "proto.json"
EVENTS = HERE / "events.json"
BUF = Path(sys.executable).with_name("buf")
WORDS = {"title", "description", "default", "examples", "deprecated"}  # what a schema says to people only


def buf(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run buf on the proto folder, without leaving a cache behind."""
    with tempfile.TemporaryDirectory() as cache:
        environment = os.environ | {"BUF_CACHE_DIR": cache}
        return subprocess.run(
            [BUF, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )


def proto_image() -> str:
    """The compiled descriptors of all proto files as stable JSON."""
    done = buf("build", "proto", "--exclude-source-info", "-o", "-#format=json")
    if done.returncode:
        raise SystemExit(done.stderr)
    return dumps(json.loads(done.stdout))


def event_schemas() -> dict[str, Any]:
    """Subject → the field that names the record, and the JSON Schema of the data without words."""
    return {
        event.subject: {
            "record": event.record,
            "data": wordless(inlined(event.model_json_schema(mode="serialization"))),
        }
        for event in event_classes()
    }


def wordless(schema: Any, *, names: bool = False) -> Any:
    """A schema without what it says to people; below `properties` the keys are names, not keywords."""
    if isinstance(schema, list):
        return [wordless(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: wordless(value, names=key == "properties" and not names)
        for key, value in schema.items()
        if names or key not in WORDS
    }


def breaks(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Why those who know only the earlier events could not read the later ones, or the other way round."""
    found = [f"{subject} was removed" for subject in before.keys() - after.keys()]
    for subject in before.keys() & after.keys():
        old, new = before[subject], after[subject]
        if old["record"] != new["record"]:
            found.append(f"{subject}: record is {new['record']}, it was {old['record']}")
        found += schema_breaks(subject, old["data"], new["data"])
    return sorted(found)


def schema_breaks(where: str, old: Any, new: Any) -> list[str]:
    """Fields may be added if they may be missing; everything else has to stay as it is."""
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return [] if old == new else [f"{where}: {new!r}, it was {old!r}"]
    if "properties" not in old or "properties" not in new:
        return [] if old == new else [f"{where}: type is {dumps(new)}, it was {dumps(old)}"]
    was, now = old["properties"], new["properties"]
    rest = {"properties": 0, "required": 0}
    found = [f"{where}.{name} was removed" for name in was.keys() - now.keys()]
    required = set(new.get("required", ())) - set(old.get("required", ()))
    found += [f"{where}.{name} is required, and earlier messages lack it" for name in required]
    for name in was.keys() & now.keys():
        found += schema_breaks(f"{where}.{name}", was[name], now[name])
    if old | rest != new | rest:
        found.append(f"{where}: the object's own rules changed")
    return found


def dumps(value: Any) -> str:
    """JSON as it is committed."""
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def proto_breaks() -> str:
    """What `buf breaking` has against the proto files, compared with the baseline."""
    done = buf("breaking", "proto", "--against", PROTO)
    return (done.stdout + done.stderr).strip() if done.returncode else ""


def main(accept_breaking: bool) -> None:
    """Write the baseline anew."""
    problems = [proto_breaks()] if PROTO.exists() else []
    if EVENTS.exists():
        problems += breaks(json.loads(EVENTS.read_text()), event_schemas())
    problems = [one for one in problems if one]
    if problems and not accept_breaking:
        raise SystemExit("These changes break a contract; make new versions instead:\n" + "\n".join(problems))
    PROTO.write_text(proto_image())
    EVENTS.write_text(dumps(event_schemas()))


if __name__ == "__main__":
    main("--accept-breaking" in sys.argv[1:])
