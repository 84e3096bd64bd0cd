import { useEffect } from "react";
import { useMe } from "@/api/me";
import { openOutbox } from "@/offline/outbox";
import { startSending } from "@/offline/send";

/** Sends what waits for this person, as long as the page is open. */
export function useSending() {
  const user = useMe().user.id;
  useEffect(() => {
    void openOutbox(user);
    return startSending(user, (item) => void import("./after").then(({ afterSent }) => afterSent(item)));
  }, [user]);
}
