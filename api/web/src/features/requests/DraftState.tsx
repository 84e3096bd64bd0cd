import { Check, CloudOff, LoaderCircle, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/problem";
import { useFormats } from "@/i18n/format";
import styles from "@/kit/form.module.css";
import { Notice } from "@/kit/Notice";
import type { Clash, SaveState } from "./useRequestDraft";

/** Where what was typed is kept by now. */
export function DraftState({ save }: { save: SaveState }) {
  const { t } = useTranslation();
  const { time } = useFormats();
  return (
    <span className={styles.state} data-failed={save.at === "failed" || undefined} role="status">
      {save.at === "server" && (
        <>
          <Check size={14} aria-hidden="true" /> {t("requests.draft.server", { time: time(save.time) })}
        </>
      )}
      {save.at === "device" && (
        <>
          <CloudOff size={14} aria-hidden="true" /> {t("requests.draft.device")}
        </>
      )}
      {save.at === "sending" && (
        <>
          <LoaderCircle size={14} aria-hidden="true" /> {t("requests.draft.sending")}
        </>
      )}
      {save.at === "failed" && (
        <>
          <TriangleAlert size={14} aria-hidden="true" />{" "}
          {isApiError(save.error) && !save.error.passing ? t("requests.draft.refused") : t("requests.draft.unreachable")}
        </>
      )}
    </span>
  );
}

/** What was changed here and elsewhere: one is chosen, nothing is overwritten in silence. */
export function Clashes({
  clashes,
  names,
  onChoose,
}: {
  clashes: Clash[];
  names: Record<string, string>;
  onChoose: (clash: Clash, value: string) => void;
}) {
  const { t } = useTranslation();
  return clashes.map((clash) => (
    <Notice key={clash.field} kind="warning">
      {t("requests.draft.clash", { field: names[clash.field] ?? clash.field })}
      <div className={styles.choices}>
        <button type="button" onClick={() => onChoose(clash, clash.mine)}>
          {t("requests.draft.mine", { value: clash.mine })}
        </button>
        <button type="button" onClick={() => onChoose(clash, clash.theirs)}>
          {t("requests.draft.theirs", { value: clash.theirs })}
        </button>
      </div>
    </Notice>
  ));
}
