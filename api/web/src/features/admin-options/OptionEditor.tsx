import { Button } from "@mantine/core";
import { History, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey } from "@/api/client";
import { isApiError } from "@/api/problem";
import { Elsewhere, SaveFoot, useDifferences, useVariableForm, type Variable, VariableHistory } from "@/features/admin-variables/public";
import { RecordDrawer } from "@/features/records/public";
import { useSay } from "@/i18n/say";
import layout from "@/kit/layout.module.css";
import { Notice } from "@/kit/Notice";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { sameValue } from "@/kit/same";
import { useFocusWrong } from "@/kit/useFocusWrong";
import { useKeys } from "@/kit/useKeys";
import { OptionRows } from "./OptionRows";
import { mergeRows, type Row } from "./options";
import styles from "./options.module.css";

/** One option list: labels, order, what is retired and what is new, saved together. */
export function OptionEditor({ variable }: { variable: Variable }) {
  const { t } = useTranslation();
  const say = useSay();
  const form = useVariableForm<Row[]>({ variable, merge: mergeRows });
  const differences = useDifferences();
  const [history, setHistory] = useState(false);
  const element = useFocusWrong<HTMLFormElement>(form.error);
  const group = t("admin.part.options");
  const name = say(variable.description);
  const add = () => {
    form.set([...form.typed, { id: newKey(), key: "", label: { "zh-CN": "", en: "" } }]);
    window.requestAnimationFrame(() => element.current?.querySelector<HTMLElement>("ol > li:last-child input")?.focus());
  };
  useKeys([
    { keys: "mod+Enter", label: t("common.save"), group, inFields: true, run: form.submit },
    { keys: "n", label: t("adminOptions.add"), group, run: add },
  ]);
  const whole = form.wrongAt("");
  const atRows = Object.keys(form.wrong).length > 0;
  const conflict = isApiError(form.error) && form.error.status === 409;
  const count = form.changed ? differences(form.base, form.typed, name).length : 0;
  if (!form.ready) return null;
  return (
    <form
      ref={element}
      className={styles.editor}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
    >
      <div className={styles.title}>
        <div>
          <h2>{name}</h2>
          <code>{variable.key}</code>
        </div>
        <Button leftSection={<History size={14} aria-hidden="true" />} onClick={() => setHistory(true)}>
          {t("adminVariables.history.title")}
        </Button>
      </div>
      {whole && <Notice>{whole}</Notice>}
      {!atRows && <ProblemNotice error={form.error} {...(conflict ? {} : { retry: form.submit })} />}
      <Elsewhere variable={variable} elsewhere={form.elsewhere} />
      <OptionRows rows={form.typed} name={name} wrongAt={form.wrongAt} onChange={form.set} />
      <div className={styles.after}>
        <Button leftSection={<Plus size={14} aria-hidden="true" />} onClick={add}>
          {t("adminOptions.add")}
        </Button>
        {!sameValue(form.typed, variable.default) && (
          <button type="button" className={layout.textButton} onClick={() => form.set(variable.default as Row[])}>
            {t(variable.custom ? "adminOptions.toFirst" : "adminVariables.default.back")}
          </button>
        )}
      </div>
      <div className={styles.foot}>
        <SaveFoot form={form} changes={t("adminOptions.changes", { count })} />
      </div>
      {history && (
        <RecordDrawer title={name} onClose={() => setHistory(false)}>
          <VariableHistory variable={variable} />
        </RecordDrawer>
      )}
    </form>
  );
}
