import { TrendingDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useTravelling } from "@/features/decisions/public";
import { DoubleMark } from "@/features/requests/public";
import { useFormats } from "@/i18n/format";
import { compare, subtract } from "@/kit/money";
import styles from "./desk.module.css";
import type { Task } from "./queries";
import { granted, type Row, type Wrong } from "./rows";

type Props = { task: Task; row: Row; busy: boolean; refused: boolean; wrong: Wrong | null };

/** How far a row is, in a word; less than was approved is said aloud. */
export function RowState({ task, row, busy, refused, wrong }: Props) {
  const { t } = useTranslation();
  const { money } = useFormats();
  const approved = granted(task);
  const less = approved && row.paid && compare(row.paid, approved.amount) < 0 ? subtract(approved.amount, row.paid) : null;
  const travelling = useTravelling();
  const state = () => {
    if (busy) return travelling;
    if (refused) return <b className={styles.wrong}>{t("desk.refused")}</b>;
    if (wrong) return <span className={styles.wrong}>{t(`desk.wrong.${wrong}`)}</span>;
    if (less && approved)
      return (
        <span className={styles.less}>
          <TrendingDown size={12} aria-hidden="true" /> {t("desk.less", { amount: money({ amount: less, currency: approved.currency }) })}
        </span>
      );
    return t(row.ticked ? "desk.filled" : "desk.waiting");
  };
  return (
    <td className={styles.state}>
      {task.request.likely_double && (
        <div>
          <DoubleMark />
        </div>
      )}
      {state()}
    </td>
  );
}
