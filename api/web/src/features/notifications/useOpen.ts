import { useNavigate } from "react-router";
import { readNotifications, type Told } from "./queries";

/** Opens what a notification is about, which also notes that it was read. */
export function useOpen() {
  const navigate = useNavigate();
  return (told: Told) => {
    // What is not noted now stays unread, and can be opened again.
    if (told.read_at === null) void readNotifications([told.id]).catch(() => undefined);
    navigate(told.link);
  };
}
