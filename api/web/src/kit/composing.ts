import type { KeyboardEvent as ReactKeyboardEvent } from "react";

/** Whether a key belongs to an input method that is still composing; some browsers say so by the number 229 alone. */
export function isComposing(event: KeyboardEvent | ReactKeyboardEvent): boolean {
  const native = "nativeEvent" in event ? event.nativeEvent : event;
  return native.isComposing || native.keyCode === 229;
}
