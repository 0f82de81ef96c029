"""Owns how long an intake will still take, told by how fast its bytes went so far."""

_FIRST_SECONDS = 3.0
_MEMORY_SECONDS = 30.0
_LEAST_SHARE = 0.02  # of what there is to do must be done before anything is said, at first


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
            # At first the average of all so far, in which the slow start soon counts for little.
            span = min(max(now - self._began, passed), _MEMORY_SECONDS)
            weight = min(passed / span, 1.0) if self._rate else 1.0
            self._rate += (rate - self._rate) * weight
            self._done, self._last = done, now
        waited = now - self._began
        is_early = waited < _FIRST_SECONDS or (
            waited < _MEMORY_SECONDS and done < size * _LEAST_SHARE
        )
        if is_early or not self._rate:
            return None
        return max(size - done, 0) / self._rate
