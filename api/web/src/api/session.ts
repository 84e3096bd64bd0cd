/** Where calls wait while the session has ended, until the same person signs in again. */
type Listener = (ended: boolean) => void;

let waiting: { promise: Promise<void>; go: () => void } | null = null;
let signedIn = false;
const listeners = new Set<Listener>();

export const sessionKnown = () => signedIn;

export function sessionStarted() {
  signedIn = true;
  const done = waiting;
  waiting = null;
  for (const tell of listeners) tell(false);
  done?.go();
}

export function signedOut() {
  signedIn = false;
}

/** Resolves when the person has signed in again. */
export function sessionEnded(): Promise<void> {
  if (!waiting) {
    let go = () => {};
    const promise = new Promise<void>((resolve) => {
      go = resolve;
    });
    waiting = { promise, go };
    for (const tell of listeners) tell(true);
  }
  return waiting.promise;
}

export function onSession(listener: Listener) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
