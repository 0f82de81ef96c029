"""Owns how long an intake will still take, told by how fast its bytes went so far."""

_FIRST_SECONDS = 3.0
_MEMORY_SECONDS = 30.0


class Pace:
    """Bytes by the second, what is long past counting less; times are seconds of a steady clock."""

    def __init__(self, now: float) -> None:
        self._began = self._last = now
        self._done = 0
        self._rate = 0.0

    def skip(self, now: float) -> None:
        """Forget the time since the last step: it was spent waiting."""
        self._began += now - self._last
        self._last = now

    def seconds_left(self, done: int, size: int, now: float) -> float | None:
        """Note how many of all bytes are done; return the seconds left, None while nobody can say."""
        passed = now - self._last
        if passed > 0 and done > self._done:
            rate = (done - self._done) / passed
            weight = min(passed / _MEMORY_SECONDS, 1.0) if self._rate else 1.0
            self._rate += (rate - self._rate) * weight
            self._done, self._last = done, now
        if now - self._began < _FIRST_SECONDS or not self._rate:
            return None
        return max(size - done, 0) / self._rate
