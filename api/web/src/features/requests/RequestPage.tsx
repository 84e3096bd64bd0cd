import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate, useParams } from "react-router";
import { useMe } from "@/api/me";
import { isGone } from "@/api/problem";
import { DecisionBar } from "@/features/decisions/public";
import { Files } from "@/features/files/public";
import layout from "@/kit/layout.module.css";
import { Missing } from "@/kit/Missing";
import { Notice } from "@/kit/Notice";
import { PageTitle } from "@/kit/PageTitle";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { StatusTag } from "@/kit/StatusTag";
import { AuthorActions } from "./AuthorActions";
import { Facts } from "./Facts";
import { History } from "./History";
import { LikelyDoubles } from "./LikelyDoubles";
import { type Kind, requestPath, requestQuery } from "./queries";
import { Reports } from "./Reports";
import { RequestProcess, useRequestLine } from "./RequestHead";
import styles from "./RequestPage.module.css";

/** A request at full width: what it asks for, what was said about it, and what happened. */
export default function RequestPage() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const line = useRequestLine();
  const { id = "" } = useParams();
  const kind: Kind = useLocation().pathname.startsWith("/project-requests") ? "project_request" : "expense_request";
  const query = useQuery({ ...requestQuery(kind, id), refetchInterval: (one) => (one.state.data?.status === "submitting" ? 3000 : false) });
  const request = query.data;
  if (!request && isGone(query.error)) return <Missing to="/requests" label={t("requests.page.list")} />;
  if (!request) {
    return (
      <div className={layout.pad}>
        <QueryProblem query={query} />
        <Skeleton rows={10} height={24} />
      </div>
    );
  }
  const mine = request.tasks.find((task) => task.state === "open" && task.outcomes.length > 0);
  const author = request.requester.id === me.user.id;
  return (
    <div className={styles.page}>
      <div className={styles.scroll}>
        <PageTitle
          title={request.title}
          sub={line(request)}
          tag={<StatusTag status={request.status} label={request.status_label} />}
          actions={
            <>
              <Button
                component={Link}
                to={`${requestPath(request)}/print`}
                variant="subtle"
                leftSection={<Printer size={16} aria-hidden="true" />}
              >
                {t("requests.page.print")}
              </Button>
              {(author || mine?.step === "revise") && <AuthorActions request={request} heir={!author} />}
            </>
          }
        />
        <div className={styles.head}>
          {request.status === "submitting" && <Notice kind="info">{t("requests.page.submitting")}</Notice>}
          <RequestProcess request={request} />
        </div>
        <div className={styles.body}>
          <div className={styles.main}>
            <LikelyDoubles doubles={request.likely_doubles} />
            <Facts request={request} />
            <Reports request={request} />
          </div>
          <aside className={styles.history}>
            <Files attachments={request.attachments} />
            <History request={request} />
          </aside>
        </div>
      </div>
      {mine && <DecisionBar task={mine} request={request} onSent={() => navigate("/inbox")} />}
    </div>
  );
}
