import { TextInput } from "@mantine/core";
import { Minus, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { isComposing } from "@/kit/composing";
import styles from "./form.module.css";

const quarter = 0.25;
const most = 24;

/** Hours in quarters: typed, or a quarter more or less. */
export function HoursField({ value, onChange, error }: { value: string; onChange: (value: string) => void; error?: string | undefined }) {
  const { t } = useTranslation();
  const now = Number(value) || 0;
  const step = (by: number) => {
    const next = Math.min(most, Math.max(0, Math.round((now + by) / quarter) * quarter));
    onChange(next === 0 ? "" : String(next));
  };
  return (
    <div className={styles.hours}>
      <TextInput
        label={t("workLogs.field.hours")}
        inputMode="decimal"
        maxLength={5}
        value={value}
        error={error}
        // Full-width digits and the comma are what some keyboards give.
        onChange={(event) => onChange(event.currentTarget.value.normalize("NFKC").replace(/[,、。]/g, "."))}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
          event.preventDefault();
          step(event.key === "ArrowUp" ? quarter : -quarter);
        }}
      />
      <button type="button" aria-label={t("workLogs.less")} disabled={now <= 0} onClick={() => step(-quarter)}>
        <Minus size={16} aria-hidden="true" />
      </button>
      <button type="button" aria-label={t("workLogs.more")} disabled={now >= most} onClick={() => step(quarter)}>
        <Plus size={16} aria-hidden="true" />
      </button>
    </div>
  );
}
