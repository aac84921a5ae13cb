"""AWS's own validation of parameters: reads commands of the AWS CLI, one a line, and prints what botocore has against each."""

import json
import re
import shlex
import sys

import botocore.session
from botocore.validate import ParamValidator

services = {"s3api": "s3", "sns": "sns", "s3control": "s3control", "iam": "iam", "kms": "kms", "organizations": "organizations"}
global_options = {"query", "output", "region", "profile"}
models = {}
session = botocore.session.Session()


def kebab(name):
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1-\2", name)
    return re.sub(r"([a-z0-9])([A-Z])", r"\1-\2", name).lower()


def value_of(shape, text):
    if shape.type_name in ("structure", "list", "map"):
        return json.loads(text)
    if shape.type_name in ("integer", "long"):
        return int(text)
    return text


def faults(line):
    words = shlex.split(line)
    if "|" in words:
        words = words[: words.index("|")]
    if ">/dev/null" in words:
        words.remove(">/dev/null")
    command, service, operation, *options = words
    assert command == "aws", line
    if operation == "wait":
        # Waiters are a list of their own, and take what their operation takes.
        waiters = session.get_waiter_model(services[service])
        name = next((each for each in waiters.waiter_names if kebab(each) == options[0]), None)
        if name is None:
            return f"no waiter {service} {options[0]}"
        operation, options = kebab(waiters.get_waiter(name).operation), options[1:]
    model = models.setdefault(service, session.get_service_model(services[service]))
    found = next((name for name in model.operation_names if kebab(name) == operation), None)
    if found is None:
        return f"no operation {service} {operation}"
    shape = model.operation_model(found).input_shape
    members = {kebab(name): (name, member) for name, member in shape.members.items()} if shape else {}
    parameters = {}
    rest = list(options)
    while rest:
        option = rest.pop(0)
        assert option.startswith("--"), (option, line)
        name, equals, text = option[2:].partition("=")
        if name in global_options:
            if not equals:
                rest.pop(0)
            continue
        negated = name[3:] if name.startswith("no-") else name
        member = members.get(name) or members.get(negated)
        if member is None:
            return f"no option --{name} of {service} {operation}"
        if member[1].type_name == "boolean":
            parameters[member[0]] = not name.startswith("no-")
        elif member[1].type_name == "blob":
            parameters[member[0]] = b""
            rest.pop(0)
        else:
            parameters[member[0]] = value_of(member[1], text if equals else rest.pop(0))
    for name in shape.required_members if shape else []:
        if shape.members[name].metadata.get("idempotencyToken"):
            parameters.setdefault(name, "token")
    for name, member in shape.members.items() if shape else []:
        if member.metadata.get("idempotencyToken"):
            parameters.setdefault(name, "token")
    report = ParamValidator().validate(parameters, shape) if shape else None
    return report.generate_report() if report and report.has_errors() else None


for each in sys.stdin:
    fault = faults(each.rstrip("\n"))
    if fault:
        print(f"{fault}: {each.strip()[:300]}")
