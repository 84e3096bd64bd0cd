import { Check, CheckCheck, Circle, CircleDashed, Clock3, CornerUpLeft, Minus, X } from "lucide-react";
import { type Said, useSay } from "@/i18n/say";
import styles from "./marks.module.css";

export type Status = "draft" | "submitting" | "in_review" | "returned" | "approved" | "paid" | "rejected" | "withdrawn";

const icons = {
  draft: Circle,
  submitting: CircleDashed,
  in_review: Clock3,
  returned: CornerUpLeft,
  approved: Check,
  paid: CheckCheck,
  rejected: X,
  withdrawn: Minus,
};

/** A status as icon, word and colour. */
export function StatusTag({ status, label }: { status: Status; label: Said | string }) {
  const say = useSay();
  const Icon = icons[status];
  return (
    <span className={styles.tag} data-status={status}>
      <Icon size={12} aria-hidden="true" />
      {typeof label === "string" ? label : say(label)}
    </span>
  );
}
