import { Minus, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import styles from "./admin.module.css";
import { useActionName, useReachName } from "./names";
import type { ScopeChange } from "./queries";

interface Props {
  gains: ScopeChange[];
  loses: ScopeChange[];
}

/** What a change gives and takes, and how far each reaches before and after. */
export function ScopeChanges({ gains, loses }: Props) {
  const { t } = useTranslation();
  const action = useActionName();
  const reach = useReachName();
  const row = (change: ScopeChange, gain: boolean) => (
    <li key={change.action} data-gain={gain}>
      {gain ? <Plus size={14} aria-label={t("admin.gains")} /> : <Minus size={14} aria-label={t("admin.loses")} />}
      <span>{action(change.action)}</span>
      <span className={styles.reach}>
        {reach(change.before)} → <b>{reach(change.after)}</b>
      </span>
    </li>
  );
  return (
    <ul className={styles.changes}>
      {gains.map((change) => row(change, true))}
      {loses.map((change) => row(change, false))}
    </ul>
  );
}
