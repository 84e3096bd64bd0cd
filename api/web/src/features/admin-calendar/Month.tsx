import { useTranslation } from "react-i18next";
import { type Calendar, sampleDays } from "@/features/admin-variables/public";
import { useFormats } from "@/i18n/format";
import { sameValue } from "@/kit/same";
import { isWorked, stateOf, weekdays, weeksOf } from "./calendar";
import styles from "./calendar.module.css";

interface Props {
  month: string;
  calendar: Calendar;
  base: Calendar;
  today: string;
  current: string;
  days: string[];
  onChoose: (date: string, more: boolean) => void;
}

/** A month; each day says what it is, and whether that is not saved yet. */
export function Month({ month, calendar, base, today, current, days, onChoose }: Props) {
  const { t } = useTranslation();
  const { monthName, weekday, wholeDay } = useFormats();
  const name = monthName(month);
  return (
    <table className={styles.month} aria-label={name}>
      <caption>{name}</caption>
      <thead>
        <tr>
          {weekdays.map((one) => (
            <th key={one} scope="col" abbr={weekday(sampleDays[one] ?? "", "long")}>
              {weekday(sampleDays[one] ?? "", "narrow")}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: weeks keep their places.
          <tr key={i}>
            {week.map((date, j) => {
              // biome-ignore lint/suspicious/noArrayIndexKey: so do days.
              if (!date) return <td key={j} />;
              const state = stateOf(calendar, date);
              const changed = !sameValue(state, stateOf(base, date));
              const off = !isWorked(calendar, date);
              const said = [
                wholeDay(date),
                state.kind === "ordinary"
                  ? t(off ? "adminCalendar.state.off" : "adminCalendar.state.worked")
                  : t(`adminCalendar.state.${state.kind}`),
                state.name,
                changed ? t("adminCalendar.state.changed") : "",
              ];
              return (
                <td key={date}>
                  <button
                    type="button"
                    data-date={date}
                    data-kind={state.kind}
                    data-off={off || undefined}
                    data-changed={changed || undefined}
                    data-today={date === today || undefined}
                    aria-pressed={days.includes(date)}
                    aria-label={said.filter(Boolean).join(t("common.separator"))}
                    title={state.name || undefined}
                    tabIndex={date === current ? 0 : -1}
                    onClick={(event) => onChoose(date, event.shiftKey)}
                  >
                    {Number(date.slice(8))}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
