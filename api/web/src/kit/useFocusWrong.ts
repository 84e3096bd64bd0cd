import { useEffect, useRef } from "react";

/** Moves the focus to the first field of a form that is wrong, after each refusal. */
export function useFocusWrong<E extends HTMLElement>(error: unknown) {
  const element = useRef<E>(null);
  useEffect(() => {
    if (error) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);
  return element;
}
