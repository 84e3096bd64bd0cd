import { useSay } from "@/i18n/say";
import { Age } from "@/kit/When";
import styles from "./notifications.module.css";
import type { Told } from "./queries";

/** What one was told, and when; in bold until it was read. */
export function Notification({ told }: { told: Told }) {
  const say = useSay();
  return (
    <span className={styles.told} data-unread={told.read_at === null || undefined}>
      <span className={styles.text}>{say(told.text)}</span>
      <span className={styles.when}>
        <Age at={told.created_at} />
      </span>
    </span>
  );
}
