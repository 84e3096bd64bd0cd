import { Check, CloudOff, LoaderCircle, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/problem";
import { useFormats } from "@/i18n/format";
import styles from "@/kit/form.module.css";
import { Notice } from "@/kit/Notice";
import { useMedia } from "@/kit/useMedia";
import type { SaveState } from "./draft";
import type { Clash } from "./draftFields";

/** Where what was typed is kept by now. */
export function DraftState({ save }: { save: SaveState }) {
  const { t } = useTranslation();
  const { time } = useFormats();
  const phone = useMedia("phone");
  return (
    <span className={styles.state} data-failed={save.at === "failed" || undefined} role="status">
      {save.at === "server" && (
        <>
          <Check size={14} aria-hidden="true" />
          {t("requests.draft.server", { time: time(save.time) })}
        </>
      )}
      {save.at === "device" && (
        <>
          <CloudOff size={14} aria-hidden="true" />
          {t("requests.draft.device")}
        </>
      )}
      {save.at === "sending" && (
        <>
          <LoaderCircle size={14} aria-hidden="true" />
          {t("requests.draft.sending")}
        </>
      )}
      {save.at === "failed" && (
        <>
          <TriangleAlert size={14} aria-hidden="true" />
          {isApiError(save.error) && !save.error.passing
            ? t("requests.draft.refused", { why: save.error.problem?.detail ?? save.error.status })
            : // A longer text would make the title higher, and the fields jump away under the finger.
              t(phone ? "requests.draft.device" : "requests.draft.unreachable")}
        </>
      )}
    </span>
  );
}

/** What was changed here and elsewhere: one is chosen, nothing is overwritten in silence. */
export function Clashes({
  clashes,
  names,
  shown = (_, value) => value,
  onChoose,
}: {
  clashes: Clash[];
  names: Record<string, string>;
  /** How people read a value of a field. */
  shown?: (field: string, value: string) => string;
  onChoose: (clash: Clash, value: string) => void;
}) {
  const { t } = useTranslation();
  return clashes.map((clash) => (
    <Notice key={clash.field} kind="warning">
      {t("requests.draft.clash", { field: names[clash.field] ?? clash.field })}
      <div className={styles.choices}>
        <button type="button" onClick={() => onChoose(clash, clash.mine)}>
          {t("requests.draft.mine", { value: shown(clash.field, clash.mine) })}
        </button>
        <button type="button" onClick={() => onChoose(clash, clash.theirs)}>
          {t("requests.draft.theirs", { value: shown(clash.field, clash.theirs) })}
        </button>
      </div>
    </Notice>
  ));
}

/** Sums up what is wrong; each name leads to its field. */
export function WrongFields({
  names,
  wrong,
  onChoose,
}: {
  names: Record<string, string>;
  wrong: string[];
  onChoose: (field: string) => void;
}) {
  const { t } = useTranslation();
  if (wrong.length === 0) return null;
  return (
    <Notice>
      {t("requests.draft.wrong", { count: wrong.length })}
      <div className={styles.choices}>
        {wrong.map((field) => (
          <button key={field} type="button" onClick={() => onChoose(field)}>
            {names[field]}
          </button>
        ))}
      </div>
    </Notice>
  );
}
