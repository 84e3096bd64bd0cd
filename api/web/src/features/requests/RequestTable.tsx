import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useSay } from "@/i18n/say";
import list from "@/kit/list.module.css";
import { Money } from "@/kit/Money";
import { StatusTag } from "@/kit/StatusTag";
import { Age } from "@/kit/When";
import styles from "./list.module.css";
import { type RequestRow, requestPath } from "./queries";

/** Requests as rows; on a phone each is two lines. */
export function RequestTable({ requests }: { requests: RequestRow[] }) {
  const { t } = useTranslation();
  const say = useSay();
  const navigate = useNavigate();
  return (
    <table className={`${list.table} ${styles.table}`} aria-label={t("requests.list.title")}>
      <thead>
        <tr>
          <th scope="col">{t("requests.field.number")}</th>
          <th scope="col">{t("requests.field.title")}</th>
          <th scope="col">{t("requests.field.requester")}</th>
          <th scope="col">{t("requests.field.customer")}</th>
          <th scope="col" className={styles.number}>
            {t("requests.field.amount")}
          </th>
          <th scope="col">{t("requests.list.status")}</th>
          <th scope="col">{t("requests.field.created")}</th>
        </tr>
      </thead>
      <tbody>
        {requests.map((request) => (
          // The whole row may be clicked; the number is the link for everybody else.
          <tr key={request.id} onClick={() => navigate(requestPath(request))}>
            <td className={styles.no}>
              <Link to={requestPath(request)} onClick={(event) => event.stopPropagation()}>
                {request.number}
              </Link>
            </td>
            <td className={styles.title}>
              <b>{request.title}</b>
              <span className={styles.kind}>{say(request.category_label) || say(request.kind_label)}</span>
            </td>
            <td className={styles.who}>{request.requester.name}</td>
            <td className={styles.customer}>{request.customer.name}</td>
            <td className={styles.number}>
              <Money value={request.amount ?? request.expected_revenue} />
            </td>
            <td className={styles.status}>
              <StatusTag status={request.status} label={request.status_label} />
            </td>
            <td className={styles.when}>
              <Age at={request.submitted_at ?? request.created_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
