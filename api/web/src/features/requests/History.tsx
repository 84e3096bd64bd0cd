import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSay } from "@/i18n/say";
import { DiffTable } from "@/kit/DiffTable";
import layout from "@/kit/layout.module.css";
import { Seal } from "@/kit/Seal";
import { Age } from "@/kit/When";
import { differences } from "./differences";
import styles from "./History.module.css";
import type { RequestDetail } from "./queries";

type Decision = RequestDetail["decisions"][number];
type Event = RequestDetail["events"][number];

const sealed = (decision: Decision) => !["submit", "resubmit", "withdraw"].includes(decision.outcome);

type Entry = { at: string; key: string } & ({ decision: Decision } | { event: Event });

/** What an event of these kinds tells, the decision beside it tells with its comment and files. */
const toldByDecision =
  /\.(submitted|resubmitted|withdrawn|returned|rejected|approved|signed_off|paid|feasibility_report_filed|budget_report_filed)$/;

/** Each thing stands here once, the newest first. */
function entriesOf(request: RequestDetail): Entry[] {
  const events = request.events.filter((event) => !toldByDecision.test(event.kind));
  return [
    ...request.decisions.map((decision) => ({ at: decision.at, key: decision.id, decision })),
    ...events.map((event) => ({ at: event.at, key: event.id, event })),
  ].sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** Everything that happened to a request, newest first, with seals at decisions. */
export function History({ request }: { request: RequestDetail }) {
  const { t } = useTranslation();
  const entries = entriesOf(request);
  return (
    <section aria-label={t("requests.history.title")}>
      <h3 className={styles.title}>{t("requests.history.title")}</h3>
      <ol className={styles.entries}>
        {entries.map((entry) => (
          <li key={entry.key}>{"decision" in entry ? <DecisionEntry decision={entry.decision} /> : <EventEntry event={entry.event} />}</li>
        ))}
      </ol>
    </section>
  );
}

/** The decisions alone, for the place beside the facts. */
export function Decisions({ request }: { request: RequestDetail }) {
  const { t } = useTranslation();
  if (request.decisions.length === 0) return null;
  return (
    <section className={layout.part} aria-label={t("requests.decisions.title")}>
      <h3 className={styles.title}>{t("requests.decisions.title")}</h3>
      <ol className={styles.entries}>
        {request.decisions.toReversed().map((decision) => (
          <li key={decision.id}>
            <DecisionEntry decision={decision} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function DecisionEntry({ decision }: { decision: Decision }) {
  const { t } = useTranslation();
  const say = useSay();
  const [hashes, setHashes] = useState(false);
  const label = say(decision.outcome_label);
  return (
    <div className={styles.decision}>
      <div className={styles.stamp}>{sealed(decision) && <Seal name={decision.by.name} outcome={label} />}</div>
      <div>
        <p>
          <b>{decision.by.name}</b> {label} {sealed(decision) && <span className={styles.step}>{say(decision.step_label)}</span>}
        </p>
        <p className={layout.hint}>
          <Age at={decision.at} />
          {t("common.separator")}
          {t("requests.history.saw", { revision: decision.revision, count: decision.attachments.length })}
          {decision.attachments.length > 0 && (
            <>
              {t("common.separator")}
              <button type="button" className={layout.textButton} aria-expanded={hashes} onClick={() => setHashes(!hashes)}>
                {t("requests.history.hashes")}
              </button>
            </>
          )}
        </p>
        {decision.comment && <p className={styles.comment}>{t("requests.history.quote", { text: decision.comment })}</p>}
        {hashes && (
          <ul className={styles.hashes}>
            {decision.attachments.map((attachment) => (
              <li key={attachment.id}>
                {attachment.name}
                <code>{attachment.sha256}</code>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function EventEntry({ event }: { event: Event }) {
  const { t } = useTranslation();
  const say = useSay();
  const [opened, setOpened] = useState(false);
  const rows = differences(event, say);
  return (
    <div className={styles.decision}>
      <div className={styles.stamp}>
        <i className={styles.dot} aria-hidden="true" />
      </div>
      <div>
        <p>{say(event.summary)}</p>
        <p className={layout.hint}>
          <Age at={event.at} />
          {rows.length > 0 && (
            <>
              {t("common.separator")}
              <button type="button" className={layout.textButton} aria-expanded={opened} onClick={() => setOpened(!opened)}>
                {t("requests.history.changes", { count: rows.length })}
              </button>
            </>
          )}
        </p>
        {opened && <DiffTable rows={rows} />}
      </div>
    </div>
  );
}
