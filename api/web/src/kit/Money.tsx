import type { Money as Amount } from "@/i18n/format";
import { useFormats } from "@/i18n/format";
import styles from "./marks.module.css";

/** An amount; large ones are the loudest thing on a page. */
export function Money({ value, size = "plain" }: { value: Amount | null | undefined; size?: "plain" | "title" | "large" }) {
  const { money } = useFormats();
  if (!value) return <span className={styles.none}>–</span>;
  return <span className={styles[size === "large" ? "amountLarge" : size === "title" ? "amountTitle" : "amount"]}>{money(value)}</span>;
}
