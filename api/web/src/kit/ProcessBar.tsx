import { Check, Circle, CircleDot, Minus } from "lucide-react";
import { useTranslation } from "react-i18next";
import styles from "./ProcessBar.module.css";

export type ProcessStep = { key: string; label: string; state: "done" | "now" | "next" | "skipped"; detail?: string };

const icons = { done: Check, now: CircleDot, next: Circle, skipped: Minus };

/** The process from left to right: what is done, where it is now, what comes. */
export function ProcessBar({ steps }: { steps: ProcessStep[] }) {
  const { t } = useTranslation();
  return (
    <ol className={styles.steps} aria-label={t("common.process.name")}>
      {steps.map((step) => {
        const Icon = icons[step.state];
        return (
          <li key={step.key} data-state={step.state} aria-current={step.state === "now" ? "step" : undefined}>
            <b>
              <Icon size={13} aria-hidden="true" />
              <span className={styles.label}>{step.label}</span>
            </b>
            <span className={styles.state}>{t(`common.process.${step.state}`)}</span>
            {step.detail && <span className={styles.detail}>{step.detail}</span>}
          </li>
        );
      })}
    </ol>
  );
}
