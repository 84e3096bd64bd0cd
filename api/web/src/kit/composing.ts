import { type ChangeEvent, type CompositionEvent, type KeyboardEvent as ReactKeyboardEvent, useRef } from "react";

/** Whether a key belongs to an input method that is still composing; some browsers say so by the number 229 alone. */
export function isComposing(event: KeyboardEvent | ReactKeyboardEvent): boolean {
  const native = "nativeEvent" in event ? event.nativeEvent : event;
  return native.isComposing || native.keyCode === 229;
}

/** Whether a field has changed by what an input method is still composing. */
export const isHalfTyped = ({ nativeEvent }: ChangeEvent) => nativeEvent instanceof InputEvent && nativeEvent.isComposing;

/** For a field whose words are searched for: tells none that are still being composed, and then the whole. */
export function useWholeWords(tell: (words: string) => void) {
  const composing = useRef(false);
  return {
    onCompositionStart: () => {
      composing.current = true;
    },
    onCompositionEnd: (event: CompositionEvent<HTMLInputElement>) => {
      composing.current = false;
      tell(event.currentTarget.value);
    },
    onSearchChange: (words: string) => {
      if (!composing.current) tell(words);
    },
  };
}
