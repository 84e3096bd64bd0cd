import { useEffect, useState } from "react";

const rest = 200;

/** The words once the typing rests, and never those that an input method is still composing. */
export function useResting(wanted: string, composing: boolean) {
  const [words, setWords] = useState("");
  useEffect(() => {
    if (composing || wanted === words) return;
    const timer = window.setTimeout(() => setWords(wanted), wanted === "" ? 0 : rest);
    return () => window.clearTimeout(timer);
  }, [wanted, words, composing]);
  return { words, flush: () => setWords(wanted) };
}
