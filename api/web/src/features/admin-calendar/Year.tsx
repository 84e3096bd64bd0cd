import type { Calendar } from "@/features/admin-variables/public";
import { monthsOf } from "./calendar";
import styles from "./calendar.module.css";
import { Month } from "./Month";
import type { useDays } from "./useDays";

interface Props {
  year: string;
  calendar: Calendar;
  base: Calendar;
  days: ReturnType<typeof useDays>;
}

/** The months of a year; the keys move from day to day through all of them. */
export function Year({ year, calendar, base, days }: Props) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the days in it.
    <div ref={days.grid} className={styles.year} onKeyDown={days.press}>
      {monthsOf(year).map((month) => (
        <Month
          key={month}
          month={month}
          calendar={calendar}
          base={base}
          today={days.today}
          current={days.current}
          days={days.days}
          onChoose={days.choose}
        />
      ))}
    </div>
  );
}
