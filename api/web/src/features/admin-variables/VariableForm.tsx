import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/problem";
import { useSay } from "@/i18n/say";
import layout from "@/kit/layout.module.css";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { sameValue } from "@/kit/same";
import { useFocusWrong } from "@/kit/useFocusWrong";
import { useKeys } from "@/kit/useKeys";
import { Elsewhere } from "./Elsewhere";
import type { Variable } from "./queries";
import { useValueWords } from "./useValueWords";
import { useVariableForm } from "./useVariableForm";
import { ValueField } from "./ValueField";
import { typedOf } from "./values";
import styles from "./variables.module.css";

interface Props {
  variable: Variable;
  onDone: () => void;
}

/** The value of a variable, beside its default. */
export function VariableForm({ variable, onDone }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const words = useValueWords();
  const form = useVariableForm<unknown>({ variable, onDone });
  const initial = typedOf(variable.type, variable.default);
  const group = t("admin.part.variables");
  useKeys([{ keys: "mod+Enter", label: t("common.save"), group, inFields: true, run: form.submit }]);
  const element = useFocusWrong<HTMLFormElement>(form.error);
  const atField = Object.keys(form.wrong).length > 0;
  const conflict = isApiError(form.error) && form.error.status === 409;
  return (
    <form
      ref={element}
      className={layout.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
    >
      <p>{say(variable.description)}</p>
      {!atField && <ProblemNotice error={form.error} {...(conflict ? {} : { retry: form.submit })} />}
      <Elsewhere variable={variable} elsewhere={form.elsewhere} />
      {form.ready && (
        <ValueField
          variableKey={variable.key}
          type={variable.type}
          label={t("adminVariables.field.value")}
          typed={form.typed}
          wrongAt={form.wrongAt}
          onChange={form.set}
        />
      )}
      <div className={styles.default}>
        <span>
          {t(variable.custom ? "adminVariables.default.first" : "adminVariables.default.name")}
          <b>{words(variable.default, variable.key) || t("adminVariables.value.empty")}</b>
        </span>
        <button type="button" className={layout.textButton} disabled={sameValue(form.typed, initial)} onClick={() => form.set(initial)}>
          {t("adminVariables.default.back")}
        </button>
      </div>
      <div className={layout.flow}>
        <Button type="submit" variant="filled" loading={form.pending} disabled={!form.changed}>
          {t("common.save")}
        </Button>
        <Button
          onClick={() => {
            form.reset();
            onDone();
          }}
        >
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
