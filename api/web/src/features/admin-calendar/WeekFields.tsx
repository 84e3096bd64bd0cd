import { Checkbox, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type Calendar, sampleDays } from "@/features/admin-variables/public";
import { useFormats } from "@/i18n/format";
import form from "@/kit/form.module.css";
import { weekdays } from "./calendar";
import styles from "./calendar.module.css";

interface Props {
  calendar: Calendar;
  wrongAt: (place: string) => string | undefined;
  onChange: (calendar: Calendar) => void;
}

/** What holds for each week: the hours that are worked and the days that are not. */
export function WeekFields({ calendar, wrongAt, onChange }: Props) {
  const { t } = useTranslation();
  const { weekday } = useFormats();
  const wrong = wrongAt(".days_off");
  return (
    <section className={styles.week}>
      <div className={form.pair}>
        <TextInput
          type="time"
          label={t("adminCalendar.from")}
          error={wrongAt(".from")}
          value={calendar.from}
          onChange={(event) => onChange({ ...calendar, from: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={t("adminCalendar.to")}
          error={wrongAt(".to")}
          value={calendar.to}
          onChange={(event) => onChange({ ...calendar, to: event.currentTarget.value })}
        />
      </div>
      <fieldset className={styles.off}>
        <legend>{t("adminCalendar.daysOff")}</legend>
        {weekdays.map((one) => (
          <Checkbox
            key={one}
            label={weekday(sampleDays[one] ?? "", "short")}
            checked={calendar.days_off.includes(one)}
            onChange={(event) => {
              const on = event.currentTarget.checked;
              onChange({ ...calendar, days_off: weekdays.filter((other) => (other === one ? on : calendar.days_off.includes(other))) });
            }}
          />
        ))}
      </fieldset>
      {wrong && <p className={styles.wrong}>{wrong}</p>}
    </section>
  );
}
