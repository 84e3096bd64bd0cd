import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { allows, useMe } from "@/api/me";
import { useSay } from "@/i18n/say";
import { RefusalNotice } from "@/kit/ProblemNotice";
import { StatusTag } from "@/kit/StatusTag";
import { Age } from "@/kit/When";
import { type Asked, canRestart, sinceOf } from "./acts";
import type { StuckProblem, StuckRequest } from "./queries";
import styles from "./stuck.module.css";

interface Props {
  entry: StuckRequest;
  /** Why the last try was refused. */
  refused: unknown;
  onAsk: (asked: Asked) => void;
}

/** A request that does not go on: why, since when, and what can be done. */
export function StuckRow({ entry, refused, onAsk }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const reads = allows(useMe(), "request.read");
  const { request, problems } = entry;
  const since = sinceOf(entry);
  const tasks = problems.filter(({ task }) => task).length;
  const path = `/${request.kind === "expense_request" ? "expense-requests" : "project-requests"}/${request.id}`;
  return (
    <li className={styles.row} aria-label={request.number}>
      <div className={styles.head}>
        {reads ? (
          <Link to={path} className={styles.number}>
            {request.number}
          </Link>
        ) : (
          <b className={styles.number}>{request.number}</b>
        )}
        <StatusTag status={request.status} label={request.status_label} />
        <p>{[say(request.kind_label), request.requester.name].join(t("common.separator"))}</p>
      </div>
      <ul className={styles.problems}>
        {problems.map((problem) => (
          <li key={`${problem.kind}-${problem.task?.id ?? ""}`}>
            <p>{say(problem.text)}</p>
            {problem.task && <Holder task={problem.task} />}
          </li>
        ))}
      </ul>
      <p className={styles.since}>
        {since ? (
          <>
            {t("adminStuck.since")} <Age at={since} />
          </>
        ) : (
          t("adminStuck.sinceUnknown")
        )}
      </p>
      <div className={styles.acts}>
        {problems.map(
          ({ task }) =>
            task && (
              <Button
                key={task.id}
                aria-label={t("adminStuck.reassign.of", { step: say(task.step_label) })}
                onClick={() => onAsk({ act: "reassign", entry, task })}
              >
                {tasks > 1 ? t("adminStuck.reassign.of", { step: say(task.step_label) }) : t("adminStuck.reassign.name")}
              </Button>
            ),
        )}
        {canRestart(entry) && <Button onClick={() => onAsk({ act: "restart", entry })}>{t("adminStuck.restart.name")}</Button>}
        <Button variant="outline" onClick={() => onAsk({ act: "end", entry })}>
          {t("adminStuck.end.name")}
        </Button>
      </div>
      {refused ? (
        <div className={styles.refused}>
          <RefusalNotice error={refused} />
        </div>
      ) : null}
    </li>
  );
}

/** Whose task it is that nobody can do. */
function Holder({ task }: { task: NonNullable<StuckProblem["task"]> }) {
  const { t } = useTranslation();
  const say = useSay();
  const role = say(task.candidate_role_label) || task.candidate_role;
  const who = task.assignee ? t("adminStuck.holder", { name: task.assignee.name }) : role && t("adminStuck.role", { role });
  return who ? <p className={styles.holder}>{who}</p> : null;
}
