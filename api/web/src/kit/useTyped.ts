import { useEffect, useRef, useState } from "react";

const rest = 300;

/**
 * What is typed in a field: told once the typing rests, or at once by flush. What
 * comes from elsewhere replaces it; what was told and comes back does not, so that
 * a space at the end is not taken away from somebody who is still typing. What an
 * input method is still composing is told to nobody.
 */
export function useTyped(value: string, tell: (text: string) => void) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const pending = useRef<string | null>(null);
  const timer = useRef(0);
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    pending.current = null;
    setText(value);
  }, [value]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const flush = () => {
    window.clearTimeout(timer.current);
    const next = pending.current;
    pending.current = null;
    if (next === null || next === told.current) return;
    told.current = next;
    latest.current(next);
  };
  const type = (next: string, composing = false) => {
    setText(next);
    window.clearTimeout(timer.current);
    pending.current = composing ? null : next.trim();
    if (!composing) timer.current = window.setTimeout(flush, rest);
  };
  return { text, type, flush };
}
