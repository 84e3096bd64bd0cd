import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useParams } from "react-router";
import { useMe } from "@/api/me";
import { isGone } from "@/api/problem";
import { NoteForm } from "@/features/timeline/public";
import layout from "@/kit/layout.module.css";
import { Missing } from "@/kit/Missing";
import { Notice } from "@/kit/Notice";
import { PageTitle } from "@/kit/PageTitle";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { useKeys } from "@/kit/useKeys";
import { Contacts } from "./Contacts";
import { CustomerActions } from "./CustomerActions";
import { CustomerTabs } from "./CustomerTabs";
import { Logs } from "./Logs";
import { keeps } from "./may";
import { Overview } from "./Overview";
import { Projects } from "./Projects";
import styles from "./page.module.css";
import { type Part, parts } from "./parts";
import { type Overview as OverviewData, overviewQuery } from "./queries";
import { Requests } from "./Requests";
import { useCustomerLine } from "./useCustomerLine";

/** A customer and all that hangs on it, in parts that each have an address. */
export default function CustomerPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const query = useQuery(overviewQuery(id));
  if (query.data) return <Customer key={id} overview={query.data} />;
  if (isGone(query.error)) return <Missing to="/customers" label={t("customers.page.list")} />;
  return (
    <>
      <PageTitle title={t("customers.name")} hidden />
      <div className={layout.pad}>
        <QueryProblem query={query} />
        <Skeleton rows={8} height={28} />
      </div>
    </>
  );
}

function Customer({ overview }: { overview: OverviewData }) {
  const { t } = useTranslation();
  const me = useMe();
  const { pathname, search } = useLocation();
  const { customer } = overview;
  const line = useCustomerLine();
  const [noting, setNoting] = useState(new URLSearchParams(search).has("note"));
  const part: Part = parts.find((name) => pathname.endsWith(`/${name}`)) ?? "overview";
  const changes = !customer.archived_at && keeps(me, overview);
  const note = changes ? () => setNoting(true) : undefined;
  useKeys([{ keys: "n", label: t("timeline.note.name"), group: t("customers.name"), run: () => setNoting(true) }], changes);
  return (
    <div className={styles.page}>
      <PageTitle
        title={customer.name}
        tag={line.level(customer) && <span className={styles.level}>{line.level(customer)}</span>}
        sub={line.text(customer)}
        actions={<CustomerActions overview={overview} onNote={note} />}
      />
      <CustomerTabs overview={overview} part={part} />
      <div className={layout.sheet}>
        {customer.archived_at && (
          <div className={layout.pad}>
            <Notice kind="info">{t("customers.page.archived")}</Notice>
          </div>
        )}
        {noting && (
          <div className={layout.pad}>
            <NoteForm customerId={customer.id} onClose={() => setNoting(false)} />
          </div>
        )}
        {part === "overview" && <Overview overview={overview} changes={changes} onNote={note} />}
        {part === "contacts" && <Contacts customer={customer} changes={changes} />}
        {part === "projects" && <Projects customer={customer} changes={changes} />}
        {part === "requests" && <Requests customer={customer} />}
        {part === "work-logs" && <Logs customer={customer} />}
      </div>
    </div>
  );
}
