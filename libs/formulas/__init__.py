"""Formulas over the fields of one record, as people write them in spreadsheets.

    round(annual_revenue / max(headcount, 1), 2)
    if(tier = "gold", days(contract_ends, contract_begins), 0)

`parse` gives a tree, `check` its type (or says what is wrong and where), `evaluate` its value for a
record. Numbers are decimals. An empty operand makes the result empty, and so does what has no answer: a
division by zero, a day that the calendar does not have, a number too large to keep. Nothing in a formula
depends on the moment or loops, so a value changes only when a field does.
"""

from libs.formulas.checking import check
from libs.formulas.evaluation import evaluate
from libs.formulas.parsing import FormulaInvalid, parse
from libs.formulas.tree import Node, Type, Value, fields_of

__all__ = ["FormulaInvalid", "Node", "Type", "Value", "check", "evaluate", "fields_of", "parse"]
