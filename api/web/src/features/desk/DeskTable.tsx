import { useTranslation } from "react-i18next";
import { DeskRow } from "./DeskRow";
import styles from "./desk.module.css";
import type { Task } from "./queries";
import type { useDesk } from "./useDesk";

interface Props {
  desk: ReturnType<typeof useDesk>;
  methods: { value: string; label: string }[];
  selected: Task | undefined;
  onSelect: (id: string) => void;
}

/** The rows to fill in, under their columns. */
export function DeskTable({ desk, methods, selected, onSelect }: Props) {
  const { t } = useTranslation();
  return (
    <table aria-label={t("desk.title")}>
      <thead>
        <tr>
          <th scope="col">{t("requests.field.number")}</th>
          <th scope="col">{t("requests.field.requester")}</th>
          <th scope="col">{t("desk.customerProject")}</th>
          <th scope="col">{t("requests.field.category")}</th>
          <th scope="col" className={styles.number}>
            {t("requests.field.approved")}
          </th>
          <th scope="col" className={styles.number}>
            {t("decisions.field.paid")}
          </th>
          <th scope="col">{t("decisions.field.method")}</th>
          <th scope="col">{t("decisions.field.voucher")}</th>
          <th scope="col">{t("decisions.field.paidOn")}</th>
          <th scope="col">{t("desk.send")}</th>
          <th scope="col">{t("desk.state")}</th>
        </tr>
      </thead>
      <tbody>
        {desk.open.map((task, i) => {
          const above = desk.open[i - 1];
          return (
            <DeskRow
              key={task.id}
              task={task}
              row={desk.row(task)}
              above={above && desk.row(above)}
              current={task.id === selected?.id}
              wrong={desk.wrong(task)}
              sent={desk.sent.get(task.id)}
              methods={methods}
              onChange={(part) => desk.set(task, part)}
              onFocus={() => onSelect(task.id)}
            />
          );
        })}
      </tbody>
    </table>
  );
}
