import { useEffect } from "react";
import { useMe } from "@/api/me";
import { openOutbox } from "@/offline/outbox";

/** Sends what waits for this person, as long as the page is open; what does so is loaded after the screen. */
export function useSending() {
  const user = useMe().user.id;
  useEffect(() => {
    let stop = () => {};
    let ended = false;
    void openOutbox(user);
    void Promise.all([import("@/offline/send"), import("./after")]).then(
      ([{ startSending }, { afterSent }]) => {
        if (!ended) stop = startSending(user, afterSent);
      },
      // Without a server the part is not there, nor is there anybody to send to; the next start has it.
      () => undefined,
    );
    return () => {
      ended = true;
      stop();
    };
  }, [user]);
}
