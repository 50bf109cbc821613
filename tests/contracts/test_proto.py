"""The gRPC contracts keep their style and only grow."""

from pathlib import Path

from docs.catalogue import ROOT
from tests.contracts.baseline import PROTO, buf, proto_breaks, proto_image


def test_proto_files_keep_the_style_of_the_house() -> None:
    done = buf("lint", "proto")
    assert done.returncode == 0, done.stdout + done.stderr


def test_proto_files_break_nobody() -> None:
    assert not proto_breaks(), "an incompatible change is a new package, crm.<service>.v2"


def test_the_proto_baseline_knows_what_was_added() -> None:
    assert PROTO.read_text() == proto_image(), "run make contracts, and commit tests/contracts/proto.json"


def test_a_field_that_changes_its_type_is_refused(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    text = 'syntax = "proto3";\npackage crm.thing.v1;\nmessage Thing {\n  int32 size = 1;\n}\n'
    for folder, kind in ((before, "int32"), (after, "string")):
        (folder / "crm/thing/v1").mkdir(parents=True)
        (folder / "buf.yaml").write_text((ROOT / "proto/buf.yaml").read_text())
        (folder / "crm/thing/v1/thing.proto").write_text(text.replace("int32", kind))
    assert buf("breaking", before, "--against", before).returncode == 0
    assert 'changed type from "int32" to "string"' in buf("breaking", after, "--against", before).stdout
