import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { paths } from "@/api/schema";
import { requestPath } from "@/features/requests/public";
import layout from "@/kit/layout.module.css";
import { Money } from "@/kit/Money";
import { QueryProblem } from "@/kit/ProblemNotice";
import { StatusTag } from "@/kit/StatusTag";
import styles from "./home.module.css";
import { firstRequests } from "./queries";

type Props = { title: string; filter: NonNullable<paths["/requests"]["get"]["parameters"]["query"]>; empty: string };

/** The first requests of a kind, beside the tasks. */
export function RequestBlock({ title, filter, empty }: Props) {
  const query = useQuery(firstRequests(filter));
  const requests = query.data?.items ?? [];
  return (
    <section>
      <h2>{title}</h2>
      <QueryProblem query={query} />
      {query.isSuccess && requests.length === 0 && <p className={layout.hint}>{empty}</p>}
      <ul>
        {requests.map((request) => (
          <li key={request.id} className={styles.small}>
            <Link to={request.status === "draft" ? `${requestPath(request)}/edit` : requestPath(request)} className={styles.link}>
              <span className={layout.cut}>{request.title}</span>
              <span className={styles.meta}>
                {request.number} <StatusTag status={request.status} label={request.status_label} />
              </span>
            </Link>
            <Money value={request.amount ?? request.expected_revenue} />
          </li>
        ))}
      </ul>
    </section>
  );
}
