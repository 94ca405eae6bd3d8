"""Designed journeys as BPMN 2.0: written with a diagram, and read from any tool's."""
