"""Where each node and flow of a plan is drawn, in pixels from the top left corner."""

from dataclasses import dataclass

from stik.formats.bpmn.plan import Flow, Node, Plan

_LEFT, _TOP = 150, 60
_NAME_OF_LANE = 30
_COLUMN, _ROW = 150, 120
_SIZE = {"task": (100, 80), "startEvent": (36, 36), "endEvent": (36, 36)}
_GATEWAY = (50, 50)
_BESIDE = 20

Point = tuple[int, int]


@dataclass(frozen=True)
class Box:
    """A rectangle by its top left corner and size."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> Point:
        """Return its middle."""
        return self.x + self.width // 2, self.y + self.height // 2

    @property
    def right(self) -> int:
        """Return where it ends."""
        return self.x + self.width


def lane_box(plan: Plan, lane: int) -> Box:
    """Return the box of a lane."""
    above = sum(plan.n_rows(each) for each in range(lane))
    width = _NAME_OF_LANE + plan.n_columns * _COLUMN
    return Box(_LEFT, _TOP + above * _ROW, width, plan.n_rows(lane) * _ROW)


def node_box(plan: Plan, node: Node) -> Box:
    """Return the box of a node, in the middle of its cell."""
    width, height = _SIZE.get(node.kind, _GATEWAY)
    lane = lane_box(plan, node.lane)
    x = lane.x + _NAME_OF_LANE + node.column * _COLUMN + (_COLUMN - width) // 2
    y = lane.y + node.row * _ROW + (_ROW - height) // 2
    return Box(x, y, width, height)


def flow_points(plan: Plan, flow: Flow) -> tuple[Point, ...]:
    """Return the points of a flow: straight, with two corners, or over what is between.

    Corners stand beside a gateway that parts, else beside where the flow leads.
    """
    source, target = node_box(plan, flow.source), node_box(plan, flow.target)
    (from_x, from_y), (to_x, to_y) = source.middle, target.middle
    if flow.over:
        above = from_y - _ROW // 2 + _BESIDE // 2
        return (from_x, source.y), (from_x, above), (to_x, above), (to_x, target.y)
    begin, end = (source.right, from_y), (target.x, to_y)
    if from_y == to_y:
        return begin, end
    parts = flow.source.kind == "parallelGateway"
    corner = source.right + _BESIDE if parts else target.x - _BESIDE
    return begin, (corner, from_y), (corner, to_y), end
