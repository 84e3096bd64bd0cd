import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Effect, useActionName, useReachName } from "@/features/admin/public";
import { useSay } from "@/i18n/say";
import { DiffTable } from "@/kit/DiffTable";
import layout from "@/kit/layout.module.css";
import { Notice } from "@/kit/Notice";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import type { Change, Changed } from "./edits";
import { rolePreviewQuery } from "./queries";
import styles from "./roles.module.css";

/** So many people are named; the others are counted. */
const enough = 12;

interface Props {
  change: Change;
  /** Why it was not saved. */
  error: unknown;
  /** Goes on from what somebody else has saved meanwhile. */
  onTakeOver: () => void;
}

/** What is changed of a role, and who gains by it, loses and stays as before. */
export function RoleChange({ change, error, onTakeOver }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const action = useActionName();
  const { role, cells, elsewhere } = change;
  const preview = useQuery({ ...rolePreviewQuery(change), retry: false });
  const word = useReachName();
  const rows = (changed: Changed[]) =>
    changed.map((one) => ({ field: action(one.action), before: word(one.before), after: word(one.after) }));
  return (
    <section className={styles.change} aria-label={say(role.name)}>
      <h3>{say(role.name)}</h3>
      <ul className={styles.cells}>
        {cells.map((cell) => (
          <li key={cell.action}>
            {action(cell.action)}
            <p>
              {word(cell.before)} → <b>{word(cell.after)}</b>
            </p>
          </li>
        ))}
      </ul>
      {elsewhere.length > 0 && (
        <Notice kind="warning" action={{ label: t("adminRoles.takeOver"), run: onTakeOver }}>
          <p>{t("adminRoles.elsewhere")}</p>
          <DiffTable rows={rows(elsewhere)} />
        </Notice>
      )}
      <ProblemNotice error={error ?? preview.error} />
      {preview.isPending && <Skeleton rows={3} height={28} />}
      {preview.data && <Effects effects={preview.data} people={role.people} />}
    </section>
  );
}

function Effects({ effects, people }: { effects: Effect[]; people: number }) {
  const { t } = useTranslation();
  const action = useActionName();
  const word = useReachName();
  const gain = effects.filter(({ gains }) => gains.length > 0).length;
  const lose = effects.filter(({ loses }) => loses.length > 0).length;
  return (
    <>
      <p className={styles.figures}>
        <span>
          <b>{gain}</b> {t("adminRoles.gain", { count: gain })}
        </span>
        <span>
          <b>{lose}</b> {t("adminRoles.lose", { count: lose })}
        </span>
        <span>{t("adminRoles.stay", { count: Math.max(0, people - effects.length) })}</span>
      </p>
      <ul className={styles.people}>
        {effects.slice(0, enough).map(({ user, gains, loses }) => (
          <li key={user.id}>
            <span className={styles.face} aria-hidden="true">
              {Array.from(user.name)[0]}
            </span>
            <span className={styles.who}>{user.name}</span>
            <span className={styles.tags}>
              {gains.map((one) => (
                <span key={one.action} className={styles.gain} title={action(one.action)}>
                  + {word(one.after)}
                </span>
              ))}
              {loses.map((one) => (
                <span key={one.action} className={styles.loss} title={action(one.action)}>
                  − {word(one.after || one.before)}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
      {effects.length > enough && <p className={layout.hint}>{t("adminRoles.more", { count: effects.length - enough })}</p>}
    </>
  );
}
