"""Visits of orders, as the tests of journeys load them."""

MAPPING = """
source = "visits"
[row]
customer = "who"
occurred = { column = "when", precision = "second" }
touchpoint = "step"
channel = "channel"
journey = "journey"
journey_instance = "order_no"
[traits]
area = "area"
"""
HEAD = "who,when,step,channel,journey,order_no,area\n"
