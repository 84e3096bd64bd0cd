import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { requestPath } from "@/features/requests/public";
import { useFormats } from "@/i18n/format";
import { useSay } from "@/i18n/say";
import { EmptyState } from "@/kit/EmptyState";
import layout from "@/kit/layout.module.css";
import { Money } from "@/kit/Money";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import styles from "./desk.module.css";
import { paidQuery } from "./queries";

/** What was paid, with its voucher. */
export function Paid() {
  const { t } = useTranslation();
  const say = useSay();
  const { day } = useFormats();
  const list = useInfiniteQuery(paidQuery);
  const requests = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={styles.table}>
      <QueryProblem query={list} />
      {list.isPending && (
        <div className={layout.pad}>
          <Skeleton rows={10} />
        </div>
      )}
      {list.isSuccess && requests.length === 0 && <EmptyState>{t("desk.nonePaid")}</EmptyState>}
      {requests.length > 0 && (
        <table aria-label={t("desk.paid")}>
          <thead>
            <tr>
              <th scope="col">{t("decisions.field.paidOn")}</th>
              <th scope="col">{t("decisions.field.voucher")}</th>
              <th scope="col">{t("requests.field.number")}</th>
              <th scope="col">{t("requests.field.requester")}</th>
              <th scope="col">{t("desk.customerProject")}</th>
              <th scope="col">{t("decisions.field.method")}</th>
              <th scope="col" className={styles.number}>
                {t("decisions.field.paid")}
              </th>
            </tr>
          </thead>
          <tbody>
            {requests.map((request) => (
              <tr key={request.id} className={styles.row}>
                <td>{request.paid_on && day(request.paid_on)}</td>
                <td>{request.voucher_no}</td>
                <td>
                  <Link className={layout.link} to={requestPath(request)}>
                    {request.number}
                  </Link>
                </td>
                <td>{request.requester.name}</td>
                <td className={styles.cut}>{[request.customer.name, request.project.name].join(t("common.separator"))}</td>
                <td>{say(request.method_label)}</td>
                <td className={styles.number}>
                  <Money value={request.paid_amount} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {list.hasNextPage && (
        <div className={layout.pad}>
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t("requests.list.more")}
          </Button>
        </div>
      )}
    </div>
  );
}
