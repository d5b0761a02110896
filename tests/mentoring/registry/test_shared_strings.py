import ast
from pathlib import Path

import mentoring
from mentoring.registry.shared_strings import SHARED_STRINGS


def _marked(source: str) -> set[str]:
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "_"
        and isinstance(node.args[0], ast.Constant)
    }


def test_the_first_room_carries_every_text_of_the_modules_beside_the_rooms():
    modules = Path(mentoring.__file__).parent.glob("*.py")

    said = set().union(*(_marked(module.read_text(encoding="utf-8")) for module in modules))

    assert set(SHARED_STRINGS) == said
