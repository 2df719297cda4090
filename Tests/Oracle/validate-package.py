#!/usr/bin/env python3
"""validate-package.py FOLDER: reads what `stigready rmf` wrote with the readers of other people.

OSCAL by compliance-trestle's models, workbooks by openpyxl, bodies for eMASS by the models of emass-client-api.
Prints one line a file; ends with 1 and the reason where a reader refuses one.
"""
import json
import pathlib
import sys
import types

import openpyxl

# The package imports a module for the type `object` that its makers left out.
missing = types.ModuleType("emass_client.models.object")
missing.object = object
sys.modules["emass_client.models.object"] = missing
from emass_client import models  # noqa: E402
from trestle.oscal.assessment_results import AssessmentResults  # noqa: E402
from trestle.oscal.component import ComponentDefinition  # noqa: E402
from trestle.oscal.poam import PlanOfActionAndMilestones  # noqa: E402

folder = pathlib.Path(sys.argv[1])


def oscal(name, model, parts):
    document = model.oscal_read(folder / name)
    assert document is not None, f"{name}: trestle reads nothing"
    assert document.metadata.oscal_version.root.root == "1.1.3", f"{name}: another version of OSCAL"
    print(f"{name}: trestle reads it, {parts(document)}")


def emass(name, kinds):
    """Every member is one that eMASS's interface has, and has a value that the models take."""
    items = json.loads((folder / name).read_text())
    assert isinstance(items, list), f"{name}: a list is expected"
    known = {field.alias or key for kind in kinds for key, field in kind.model_fields.items()}
    for item in items:
        strangers = set(item) - known - {"milestones"}
        assert not strangers, f"{name}: the interface has no {sorted(strangers)}"
        for kind in kinds:
            kind.from_dict(item)
        for milestone in item.get("milestones", []):
            models.MilestonesRequiredPostMilestonesInner.from_dict(milestone)
    print(f"{name}: emass-client-api takes it, {len(items)} items")


def workbook(name, header):
    sheet = openpyxl.load_workbook(folder / name).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = next((index for index, row in enumerate(rows) if header in row), None)
    assert at is not None, f"{name}: no row has the header {header!r}"
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row), f"{name}: a formula"
    print(f"{name}: openpyxl reads it, header in row {at + 1} with {sum(value is not None for value in rows[at])} columns, {len(rows) - at - 1} rows")


oscal("oscal-component-definition.json", ComponentDefinition, lambda d: f"{len(d.components)} component")
oscal("oscal-assessment-results.json", AssessmentResults, lambda d: f"{len(d.results[0].observations or [])} observations")
oscal("oscal-poam.json", PlanOfActionAndMilestones, lambda d: f"{len(d.poam_items)} items")
emass("emass-poams.json", [models.PoamRequiredFields, models.PoamConditionalFields, models.PoamOptionalFields])
emass("emass-controls.json", [models.ControlsRequiredFields, models.ControlsConditionalFields, models.ControlsOptionalFields])
workbook("poam.xlsx", "Control Vulnerability Description")
workbook("filled.xlsx", "Control Vulnerability Description")
workbook("responsibility-matrix.xlsx", "Control")
workbook("control-responses.xlsx", "Control")
