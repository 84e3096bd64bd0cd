import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Calendar } from "@/features/admin-variables/public";
import { useFormats } from "@/i18n/format";
import { Choice } from "@/kit/Choice";
import layout from "@/kit/layout.module.css";
import { type DayKind, kinds, likelyName, stateOf, withDays } from "./calendar";
import styles from "./calendar.module.css";

interface Props {
  calendar: Calendar;
  days: string[];
  onChange: (calendar: Calendar) => void;
}

/** What is said of the chosen days. */
export function DayPanel({ calendar, days, onChange }: Props) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return <p className={layout.hint}>{t("adminCalendar.choose")}</p>;
  const states = days.map((date) => stateOf(calendar, date));
  const { kind, name } = states[0] ?? { kind: "ordinary", name: "" };
  const one = states.every((state) => state.kind === kind) ? kind : null;
  const set = (next: DayKind) => onChange(withDays(calendar, days, { kind: next, name: likelyName(calendar, days, next) }));
  return (
    <section className={styles.day} aria-label={t("adminCalendar.day")}>
      <Choice
        label={first === last ? day(first) : t("adminCalendar.days", { from: day(first), to: day(last), count: days.length })}
        options={kinds.map((value) => ({ value, label: t(`adminCalendar.kind.${value}`) }))}
        value={one}
        onChange={(value) => set(value as DayKind)}
      />
      {one && one !== "ordinary" && (
        <TextInput
          label={t("adminCalendar.name")}
          maxLength={100}
          value={name}
          onChange={(event) => onChange(withDays(calendar, days, { kind: one, name: event.currentTarget.value }))}
        />
      )}
    </section>
  );
}
