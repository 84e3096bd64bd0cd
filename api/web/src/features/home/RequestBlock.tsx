import { Link } from "react-router";
import { requestPath } from "@/features/requests/public";
import layout from "@/kit/layout.module.css";
import { Money } from "@/kit/Money";
import { StatusTag } from "@/kit/StatusTag";
import { Failed } from "./Failed";
import styles from "./home.module.css";
import { useBlocks } from "./useBlocks";

/** The newest of one's own requests that are not under way. */
export function RequestBlock({ name, title, empty }: { name: "returned" | "drafts"; title: string; empty: string }) {
  const { home, failed } = useBlocks();
  const found = home?.[name];
  if (!found && !failed(name)) return null;
  return (
    <section data-block>
      <h2>
        {!!found?.count && <span className={styles.big}>{found.count}</span>} {title}
      </h2>
      <Failed block={name} />
      {found?.items.length === 0 && <p className={layout.hint}>{empty}</p>}
      <ul>
        {found?.items.map((request) => (
          <li key={request.id} className={styles.small}>
            <Link to={request.status === "draft" ? `${requestPath(request)}/edit` : requestPath(request)} className={styles.link} data-row>
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
