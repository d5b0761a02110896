"""The one way the launcher gives up: a sentence that says what is wrong and what to do."""


class Trouble(Exception):
    """Something the person at the keyboard can put right.

    The text is one full sentence: what stopped us, and what to type next. It is
    printed without a traceback and the process ends with 1.
    """
