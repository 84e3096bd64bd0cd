import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useMe } from "@/api/me";
import { isGone } from "@/api/problem";
import { useFormats } from "@/i18n/format";
import layout from "@/kit/layout.module.css";
import { Missing } from "@/kit/Missing";
import { PageTitle } from "@/kit/PageTitle";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { useAddress } from "@/kit/useAddress";
import { useKeys } from "@/kit/useKeys";
import { Comments } from "./Comments";
import { CorrectionForm } from "./CorrectionForm";
import { weekOf } from "./days";
import { EditForm } from "./EditForm";
import { Entry } from "./Entry";
import { editable } from "./EntryLines";
import { correctedFields } from "./fields";
import { logQuery, type WorkLog } from "./queries";
import styles from "./show.module.css";

/** An entry with what belongs to it; its author edits it while that is possible, and corrects it afterwards. */
export default function EntryPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const query = useQuery(logQuery(id));
  if (query.data) return <Shown key={id} log={query.data} />;
  if (isGone(query.error)) return <Missing to="/work-logs" label={t("workLogs.toWeek")} />;
  return (
    <>
      <PageTitle title={t("workLogs.entry")} hidden />
      <div className={layout.pad}>
        <QueryProblem query={query} />
        <Skeleton rows={6} />
      </div>
    </>
  );
}

function Shown({ log }: { log: WorkLog }) {
  const { t } = useTranslation();
  const me = useMe();
  const { day, number, moment } = useFormats();
  const { params, set } = useAddress();
  const mine = log.author.id === me.user.id;
  const open = editable(log, me.user.id);
  const now = correctedFields(log);
  const dot = t("common.separator");
  const mode = params.get("edit");
  const close = () => set("edit", null);
  const begin = () => set("edit", "1");
  useKeys([{ keys: "e", label: t(open ? "workLogs.edit" : "workLogs.correct"), group: t("workLogs.entry"), run: begin }], mine && !mode);
  const kind = t(`workLogs.kind.${now.kind || "other"}`);
  const back = mine
    ? `/work-logs?week=${weekOf(now.work_date)}&date=${now.work_date}`
    : `/work-logs/team?date=${now.work_date}&person=${log.author.id}`;
  return (
    <>
      <PageTitle
        title={[kind, log.customer?.name].filter(Boolean).join(dot)}
        sub={[log.author.name, day(now.work_date), now.hours && t("workLogs.hours", { hours: number(Number(now.hours)) })]
          .filter(Boolean)
          .join(dot)}
        actions={
          <>
            <Button component={Link} to={back}>
              {t(mine ? "workLogs.toWeek" : "workLogs.toTeam")}
            </Button>
            {mine && !mode && <Button onClick={begin}>{t(open ? "workLogs.edit" : "workLogs.correct")}</Button>}
            {mine && !mode && (
              <Button component={Link} to="/work-logs/new" variant="filled">
                {t("common.new.workLog")}
              </Button>
            )}
          </>
        }
      />
      <div className={`${layout.sheet} ${layout.pad}`}>
        <div className={styles.inner}>
          {mode && mine && open && <EditForm log={log} onClose={close} />}
          {mode && mine && !open && <CorrectionForm log={log} onClose={close} />}
          {!(mode && mine && open) && <Entry log={log} editable={open} />}
          {open && !mode && <p className={layout.hint}>{t("workLogs.until", { when: moment(log.editable_until) })}</p>}
          <section className={layout.part} aria-label={t("workLogs.comments.title")}>
            <h2>{t("workLogs.comments.title")}</h2>
            <Comments logId={log.id} count={log.comments} />
          </section>
        </div>
      </div>
    </>
  );
}
