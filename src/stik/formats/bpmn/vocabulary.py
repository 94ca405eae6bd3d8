"""The names that BPMN 2.0 files use. Source: OMG (2011), formal/2011-01-03."""

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
BOUNDS = "http://www.omg.org/spec/DD/20100524/DC"
POINTS = "http://www.omg.org/spec/DD/20100524/DI"
STIK = "urn:stik:journey"
"""Our own elements, in which travels what BPMN has no word for."""

TASKS = frozenset(
    {
        "task",
        "userTask",
        "manualTask",
        "serviceTask",
        "sendTask",
        "receiveTask",
        "scriptTask",
        "businessRuleTask",
        "callActivity",
    }
)
CONTAINERS = frozenset(("subProcess", "transaction", "adHocSubProcess"))
LOOPS = frozenset(("standardLoopCharacteristics", "multiInstanceLoopCharacteristics"))
PARALLEL, INCLUSIVE = "parallelGateway", "inclusiveGateway"
GATEWAYS = frozenset(
    (PARALLEL, INCLUSIVE, "exclusiveGateway", "eventBasedGateway", "complexGateway")
)
START = "startEvent"
PASSED_EVENTS = frozenset(("intermediateCatchEvent", "intermediateThrowEvent"))
BOUNDARY = "boundaryEvent"
EVENTS = frozenset((START, "endEvent", BOUNDARY)) | PASSED_EVENTS
