"""The examples of deployment are valid, and each of them shuts what need not be open."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from compose_spec import PyCompose

from kg.cli.serve import serve

DEPLOY = Path(__file__).resolve().parent.parent.parent / "docs" / "deploy"
KUBERNETES = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")))
KNOWN = {option for parameter in serve.params for option in parameter.opts}


def of_kind(kind: str) -> dict[str, Any]:
    """The object of a kind."""
    found: dict[str, Any] = next(each for each in KUBERNETES if each["kind"] == kind)
    return found


@pytest.mark.parametrize("given", KUBERNETES, ids=lambda each: str(each["kind"]))
def test_every_object_is_as_kubernetes_wants_it(given: dict[str, Any]) -> None:
    kubernetes_validate.validate(given, kubernetes_validate.latest_version(), strict=True)


def test_a_pod_runs_as_nobody_writes_nowhere_and_reaches_nothing() -> None:
    pod = of_kind("Deployment")["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert not pod["automountServiceAccountToken"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert {"cpu", "memory"} <= set(container["resources"]["limits"])
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert container[probe]["httpGet"]["path"] == "/health"
    policy = of_kind("NetworkPolicy")["spec"]
    assert (policy["egress"], set(policy["policyTypes"])) == ([], {"Ingress", "Egress"})


def test_the_compose_file_is_valid_and_as_shut() -> None:
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    PyCompose.from_yaml(text).validate()
    service = yaml.safe_load(text)["services"]["kg"]
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["ports"] == ["127.0.0.1:8080:8080"]
    assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()


def test_the_containerfile_has_no_fault_and_no_root() -> None:
    file = DEPLOY / "Containerfile"
    done = subprocess.run(
        [Path(sys.executable).with_name("hadolint"), file], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")
    text = file.read_text(encoding="utf-8")
    assert re.findall(r"(?m)^USER (.*)$", text) == ["10001:10001"]
    assert "HEALTHCHECK" in text


def test_the_options_are_those_of_the_command() -> None:
    (container,) = of_kind("Deployment")["spec"]["template"]["spec"]["containers"]
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]["kg"]["command"]
    unit = re.findall(r"(?m)^ExecStart=(.*)$", (DEPLOY / "interregional-ties.service").read_text(encoding="utf-8"))[0]
    image = re.findall(r"(?m)^ENTRYPOINT (.*)$", (DEPLOY / "Containerfile").read_text(encoding="utf-8"))[0]
    words = [*container["args"], *compose, *shlex.split(unit), *yaml.safe_load(image)]
    assert {word for word in words if word.startswith("--")} <= KNOWN
