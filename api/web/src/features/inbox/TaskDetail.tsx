import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, ArrowRight, ChevronLeft, Maximize2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { DecisionBar } from "@/features/decisions/public";
import {
  Decisions,
  Facts,
  type Kind,
  LikelyDoubles,
  Reports,
  RequestProcess,
  requestPath,
  requestQuery,
  useRequestLine,
} from "@/features/requests/public";
import { useSay } from "@/i18n/say";
import layout from "@/kit/layout.module.css";
import { PageTitle } from "@/kit/PageTitle";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { StatusTag } from "@/kit/StatusTag";
import { useMedia } from "@/kit/useMedia";
import { Around } from "./Around";
import styles from "./inbox.module.css";
import { type Task, taskQuery } from "./queries";

interface Props {
  taskId: string;
  known: Task | undefined;
  position: [at: number, of: number] | null;
  onMove: (by: number) => void;
  onSent: () => void;
  search: string;
}

/** What a task is about, and where it is decided. */
export function TaskDetail({ taskId, known, position, onMove, onSent, search }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const phone = useMedia("phone");
  const line = useRequestLine();
  const asked = useQuery({ ...taskQuery(taskId), enabled: !known });
  const task = known ?? asked.data;
  const query = useQuery({ ...requestQuery((task?.request.kind ?? "expense_request") as Kind, task?.request.id ?? ""), enabled: !!task });
  const request = query.data;
  const mine = request?.tasks.find((one) => one.id === taskId) ?? task;
  return (
    <section className={styles.detail} aria-label={t("inbox.detail")}>
      {phone && (
        <div className={styles.steps}>
          <Link to={`/inbox${search}`} aria-label={t("inbox.back")}>
            <ChevronLeft size={20} aria-hidden="true" />
          </Link>
          <b>{position ? t("inbox.position", { at: position[0], of: position[1] }) : t("inbox.title")}</b>
          <span>
            <button type="button" aria-label={t("inbox.keys.previous")} onClick={() => onMove(-1)}>
              <ArrowLeft size={18} aria-hidden="true" />
            </button>
            <button type="button" aria-label={t("inbox.keys.next")} onClick={() => onMove(1)}>
              <ArrowRight size={18} aria-hidden="true" />
            </button>
          </span>
        </div>
      )}
      <div className={styles.scroll}>
        <QueryProblem query={task ? query : asked} />
        {!request && (
          <div className={layout.pad}>
            <Skeleton rows={8} height={24} />
          </div>
        )}
        {request && (
          <>
            <PageTitle
              title={request.title}
              level={phone ? 1 : 2}
              sub={line(request)}
              tag={<StatusTag status={request.status} label={request.status_label} />}
              actions={
                <Link to={requestPath(request)} className={layout.link}>
                  <Maximize2 size={14} aria-hidden="true" /> {t("inbox.full")}
                </Link>
              }
            />
            <div className={styles.process}>
              <RequestProcess request={request} />
            </div>
            <div className={styles.body}>
              <div>
                <LikelyDoubles doubles={request.likely_doubles} />
                <Facts request={request} />
                <Reports request={request} />
                <Decisions request={request} />
              </div>
              <Around request={request} why={mine?.state === "open" ? say(mine.reason.text) : ""} />
            </div>
          </>
        )}
      </div>
      {request && mine && mine.state === "open" && <DecisionBar task={mine} request={request} onSent={onSent} />}
    </section>
  );
}
