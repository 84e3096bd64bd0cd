import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useOptionName } from "@/api/options";
import list from "@/kit/list.module.css";
import { Age } from "@/kit/When";
import styles from "./list.module.css";
import type { Customer } from "./queries";

interface Props {
  customers: Customer[];
  marked: ReadonlySet<string>;
  /** Absent where one may do nothing to many. */
  onMark: ((id: string, on: boolean) => void) | undefined;
  onMarkAll: (on: boolean) => void;
}

/** Customers as rows; on a phone each is two lines. */
export function CustomerTable({ customers, marked, onMark, onMarkAll }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const industry = useOptionName("customer.industries");
  const region = useOptionName("customer.regions");
  const level = useOptionName("customer.levels");
  const all = customers.every((customer) => marked.has(customer.id));
  return (
    <table className={`${list.table} ${styles.table}`} aria-label={t("customers.list.title")}>
      <thead>
        <tr>
          {onMark && (
            <th scope="col" className={styles.check}>
              <Checkbox
                aria-label={t("customers.list.markAll")}
                checked={all}
                indeterminate={!all && marked.size > 0}
                onChange={(event) => onMarkAll(event.currentTarget.checked)}
              />
            </th>
          )}
          <th scope="col">{t("customers.field.name")}</th>
          <th scope="col">{t("customers.field.level")}</th>
          <th scope="col" className={styles.wideOnly}>
            {t("customers.field.industry")}
          </th>
          <th scope="col" className={styles.wideOnly}>
            {t("customers.field.region")}
          </th>
          <th scope="col">{t("customers.field.owner")}</th>
          <th scope="col">{t("customers.field.activity")}</th>
        </tr>
      </thead>
      <tbody>
        {customers.map((customer) => (
          // The whole row may be clicked; the name is the link for everybody else.
          <tr key={customer.id} onClick={() => navigate(`/customers/${customer.id}`)} data-marked={marked.has(customer.id) || undefined}>
            {onMark && (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the box in it is what is used.
              <td className={styles.check} onClick={(event) => event.stopPropagation()}>
                <Checkbox
                  aria-label={t("customers.list.mark", { name: customer.name })}
                  checked={marked.has(customer.id)}
                  onChange={(event) => onMark(customer.id, event.currentTarget.checked)}
                />
              </td>
            )}
            <td className={styles.name}>
              <Link to={`/customers/${customer.id}`} onClick={(event) => event.stopPropagation()}>
                {customer.name}
              </Link>
            </td>
            <td className={styles.level}>{customer.level && <span>{level(customer.level)}</span>}</td>
            <td className={styles.wideOnly}>{industry(customer.industry)}</td>
            <td className={styles.wideOnly}>{region(customer.region)}</td>
            <td className={styles.owner}>{customer.owner?.name}</td>
            <td className={styles.when}>
              <Age at={customer.last_activity_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
