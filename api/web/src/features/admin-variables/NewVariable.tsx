import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { useOnceKey } from "@/api/onceKey";
import { fieldErrors } from "@/api/problem";
import { useSettings } from "@/api/settings";
import { RecordDrawer } from "@/features/records/public";
import layout from "@/kit/layout.module.css";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { useFocusWrong } from "@/kit/useFocusWrong";
import { useDraft } from "@/offline/drafts";
import { FirstOption } from "./FirstOption";
import { addVariable } from "./mutations";
import { firstValue, type NewFields, variableTypes } from "./newFields";
import type { Variable, VariableType } from "./queries";
import { ValueField } from "./ValueField";
import { toValue } from "./values";

interface Props {
  onClose: () => void;
  onDone: (made: Variable) => void;
}

/** Adds a variable, for what programs beside this one keep here. */
export function NewVariable({ onClose, onDone }: Props) {
  const { t } = useTranslation();
  const settings = useSettings();
  const draft = useDraft<NewFields>(`${useMe().user.id}/variable-new`, { key: "", type: "text", zh: "", en: "", typed: "" });
  const fields = draft.value;
  const set = (part: Partial<NewFields>) => draft.set({ ...fields, ...part });
  const once = useOnceKey();
  const add = useMutation({
    mutationFn: () => {
      const value = fields.type === "calendar" ? settings?.working_calendar : toValue(fields.type, fields.typed);
      const body = { key: fields.key.trim(), type: fields.type, description: { "zh-CN": fields.zh.trim(), en: fields.en.trim() }, value };
      return addVariable(body, once.keyFor(body));
    },
    onSuccess: async (made) => {
      once.done();
      await draft.drop();
      onDone(made);
    },
  });
  const element = useFocusWrong<HTMLFormElement>(add.error);
  const wrong = fieldErrors(add.error);
  const wrongAt = (place: string) => wrong[`value${place}`];
  const value = { label: t("adminVariables.field.value"), typed: fields.typed, wrongAt, onChange: (typed: unknown) => set({ typed }) };
  return (
    <RecordDrawer title={t("adminVariables.new.name")} onClose={onClose}>
      <form
        ref={element}
        className={layout.stack}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!add.isPending) add.mutate();
        }}
      >
        {Object.keys(wrong).length === 0 && <ProblemNotice error={add.error} />}
        <TextInput
          label={t("adminVariables.field.key")}
          description={t("adminVariables.field.keyHint")}
          error={wrong.key}
          autoComplete="off"
          spellCheck={false}
          value={fields.key}
          onChange={(event) => set({ key: event.currentTarget.value })}
        />
        <TextInput
          label={t("adminVariables.field.zh")}
          error={wrong["description.zh-CN"] ?? wrong.description}
          value={fields.zh}
          onChange={(event) => set({ zh: event.currentTarget.value })}
        />
        <TextInput
          label={t("adminVariables.field.en")}
          error={wrong["description.en"]}
          value={fields.en}
          onChange={(event) => set({ en: event.currentTarget.value })}
        />
        <NativeSelect
          label={t("adminVariables.field.type")}
          error={wrong.type}
          data={variableTypes.map((type) => ({ value: type, label: t(`adminVariables.type.${type}`) }))}
          value={fields.type}
          onChange={(event) => {
            const type = event.currentTarget.value as VariableType;
            set({ type, typed: firstValue(type, settings?.currency ?? "CNY") });
          }}
        />
        {fields.type === "calendar" && <p className={layout.hint}>{t("adminVariables.new.calendar")}</p>}
        {fields.type === "list" && <FirstOption {...value} />}
        {fields.type !== "calendar" && fields.type !== "list" && <ValueField variableKey="" type={fields.type} {...value} />}
        <div className={layout.flow}>
          <Button type="submit" variant="filled" loading={add.isPending}>
            {t("common.save")}
          </Button>
          <Button
            onClick={() => {
              draft.drop();
              onClose();
            }}
          >
            {t("common.cancel")}
          </Button>
        </div>
      </form>
    </RecordDrawer>
  );
}
