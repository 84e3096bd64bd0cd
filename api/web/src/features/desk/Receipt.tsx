import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Files } from "@/features/files/public";
import { Decisions, LikelyDoubles, requestPath, requestQuery } from "@/features/requests/public";
import { FactList } from "@/kit/FactList";
import layout from "@/kit/layout.module.css";
import { Money } from "@/kit/Money";
import { inCapitals } from "@/kit/money";
import { QueryProblem } from "@/kit/ProblemNotice";
import styles from "./desk.module.css";
import type { Task } from "./queries";
import { granted } from "./rows";

/** The receipt of the row in view, and what was decided about it. */
export function Receipt({ task }: { task: Task }) {
  const { t, i18n } = useTranslation();
  const query = useQuery(requestQuery("expense_request", task.request.id));
  const amount = granted(task);
  return (
    <section className={styles.receipt} aria-label={t("desk.receipt")}>
      <div>
        <QueryProblem query={query} />
        <LikelyDoubles doubles={query.data?.likely_doubles} />
        {query.data && <Files attachments={query.data.attachments} />}
        {query.data?.attachments.length === 0 && <p className={layout.hint}>{t("desk.noReceipt")}</p>}
      </div>
      <div>
        <h2>{task.request.title}</h2>
        <Link className={layout.link} to={requestPath(task.request)}>
          {task.request.number}
        </Link>
        <p>
          <Money value={amount} size="large" />{" "}
          {i18n.language === "zh-CN" && amount && <span className={layout.hint}>{inCapitals(amount.amount)}</span>}
        </p>
        {query.data && (
          <>
            <FactList facts={[[t("requests.field.purpose"), query.data.purpose]]} />
            <Decisions request={query.data} />
          </>
        )}
      </div>
    </section>
  );
}
