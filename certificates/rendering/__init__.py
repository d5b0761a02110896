"""From frozen values to a PDF. WeasyPrint is imported only when something is printed."""

from certificates.rendering.designs import SHIPPED_DESIGNS, Design, load_design
from certificates.rendering.press import Press, press_for

__all__ = ["SHIPPED_DESIGNS", "Design", "Press", "load_design", "press_for"]
