#!/usr/bin/env python3
"""validate.py KIND FILE [SCHEMA]: holds a document against a validator of others; prints what is wrong, status 1 then."""
import json
import sys

kind, path = sys.argv[1:3]
text = open(path, encoding="utf-8").read()


def fail(problems):
    print("\n".join(str(problem)[:500] for problem in problems))
    sys.exit(1 if problems else 0)


def json_schema(document, schema):
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(schema)
    return [f"{list(error.absolute_path)}: {error.message}" for error in Draft202012Validator(schema).iter_errors(document)]


def cyclonedx():
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    return [error] if error else []


def in_toto():
    from google.protobuf import json_format
    from in_toto_attestation.v1.statement import Statement
    from in_toto_attestation.v1.statement_pb2 import Statement as StatementPb

    pb = StatementPb()
    json_format.Parse(text, pb)
    statement = Statement.copy_from_pb(pb)
    statement.validate()
    if pb.predicate_type == "https://in-toto.io/attestation/test-result/v0.1":
        from in_toto_attestation.predicates.test_result.v0.test_result_pb2 import TestResult

        json_format.ParseDict(json.loads(text)["predicate"], TestResult())
    return []


def sarif():
    """Names and required members by the object model; what is allowed where, by the model's own classes."""
    import attr
    import sarif_om

    # SARIF's names of the classes that its members hold; the model does not say them.
    holds = {
        "runs": "Run", "tool": "Tool", "driver": "ToolComponent", "rules": "ReportingDescriptor", "results": "Result", "message": "Message",
        "shortDescription": "MultiformatMessageString", "fullDescription": "MultiformatMessageString", "help": "MultiformatMessageString",
        "defaultConfiguration": "ReportingConfiguration", "locations": "Location", "physicalLocation": "PhysicalLocation",
        "artifactLocation": "ArtifactLocation", "region": "Region", "suppressions": "Suppression", "invocations": "Invocation",
        "automationDetails": "RunAutomationDetails", "description": "Message",
    }
    problems = []

    def check(value, name, place):
        fields = {field.metadata["schema_property_name"]: field for field in attr.fields(getattr(sarif_om, name))}
        for key, inner in value.items():
            # The object model calls the status of a suppression by the name that it had in a draft (SARIF 2.1.0, section 3.35.3).
            known = (name == "SarifLog" and key == "$schema") or (name == "Suppression" and key == "status")
            if key not in fields and not known:
                problems.append(f"{place}: {name} has no {key}")
            for index, one in enumerate(inner if isinstance(inner, list) else [inner]):
                if key in holds and isinstance(one, dict):
                    check(one, holds[key], f"{place}.{key}[{index}]")
        for key, field in fields.items():
            if field.default is attr.NOTHING and key not in value:
                problems.append(f"{place}: {name} needs {key}")

    document = json.loads(text)
    check(document, "SarifLog", "")
    for result in document["runs"][0]["results"]:
        if result["kind"] not in ("notApplicable", "pass", "fail", "review", "open", "informational"):
            problems.append(f"kind {result['kind']}")
        if result["level"] not in ("none", "note", "warning", "error"):
            problems.append(f"level {result['level']}")
    return problems


def junit():
    from junitparser import JUnitXml

    suites = JUnitXml.fromfile(path)
    cases = [case for suite in suites for case in suite]
    counted = (len(cases), *(sum(any(type(r).__name__ == kind for r in case.result) for case in cases) for kind in ("Failure", "Error", "Skipped")))
    stated = (suites.tests, suites.failures, suites.errors, suites.skipped)
    return [] if counted == stated else [f"the suites state {stated} and hold {counted}"]


if kind == "json-schema":
    fail(json_schema(json.loads(text), json.load(open(sys.argv[3], encoding="utf-8"))))
fail({"cyclonedx": cyclonedx, "in-toto": in_toto, "sarif": sarif, "junit": junit}[kind]())
