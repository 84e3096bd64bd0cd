import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RecordDrawer } from "@/features/records/public";
import layout from "@/kit/layout.module.css";
import { Notice } from "@/kit/Notice";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { removeVariable } from "./mutations";
import type { Variable } from "./queries";
import { VariableForm } from "./VariableForm";
import { VariableHistory } from "./VariableHistory";

interface Props {
  variable: Variable;
  onClose: () => void;
}

/** One variable: its value, what it was before, and the way to take away one that somebody added. */
export function VariableDrawer({ variable, onClose }: Props) {
  return (
    <RecordDrawer title={variable.key} onClose={onClose}>
      <VariableForm key={variable.key} variable={variable} onDone={onClose} />
      <VariableHistory variable={variable} />
      {variable.custom && <Remove variable={variable} onDone={onClose} />}
    </RecordDrawer>
  );
}

function Remove({ variable, onDone }: { variable: Variable; onDone: () => void }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const remove = useMutation({ mutationFn: () => removeVariable(variable.key), onSuccess: onDone });
  return (
    <section className={`${layout.part} ${layout.stack}`}>
      <ProblemNotice error={remove.error} />
      {asked ? (
        <>
          <Notice kind="warning">{t("adminVariables.remove.text", { key: variable.key })}</Notice>
          <div className={layout.flow}>
            <Button variant="outline" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t("adminVariables.remove.name")}
            </Button>
            <Button onClick={() => setAsked(false)}>{t("common.cancel")}</Button>
          </div>
        </>
      ) : (
        <div>
          <Button onClick={() => setAsked(true)}>{t("adminVariables.remove.name")}</Button>
        </div>
      )}
    </section>
  );
}
