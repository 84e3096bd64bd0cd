import { useState } from "react";
import { newKey } from "./client";

/**
 * The Idempotency-Key of what a form sends: the same as long as the body is, so
 * that a try after a lost answer is the same call, and another once it changed
 * or was done.
 */
export function onceKey() {
  let last: { body: string; key: string } | null = null;
  return {
    keyFor: (body: unknown) => {
      const text = JSON.stringify(body);
      if (last?.body !== text) last = { body: text, key: newKey() };
      return last.key;
    },
    done: () => {
      last = null;
    },
  };
}

/** A form's own onceKey. */
export const useOnceKey = () => useState(onceKey)[0];
