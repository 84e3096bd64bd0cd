import { useRef } from "react";

/** A click comes so long after the press that it belongs to, at most, in milliseconds. */
const clickAfterPress = 300;

/**
 * Runs something once a field of a form is left. Where a press takes the focus
 * away it waits until the click has landed: what it changes on the screen could
 * move the button from under the pointer, and the click would be lost.
 */
export function useLeave(run: () => void) {
  const latest = useRef(run);
  latest.current = run;
  const pressed = useRef(false);
  const left = useRef(false);
  const timer = useRef(0);

  const onPointerDown = () => {
    window.clearTimeout(timer.current);
    pressed.current = true;
    const events = new AbortController();
    const end = () => {
      events.abort();
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => {
        pressed.current = false;
        if (left.current) latest.current();
        left.current = false;
      }, clickAfterPress);
    };
    window.addEventListener("pointerup", end, { signal: events.signal });
    window.addEventListener("pointercancel", end, { signal: events.signal });
  };
  const onBlur = () => {
    if (pressed.current) left.current = true;
    else latest.current();
  };
  return { onPointerDown, onBlur };
}
