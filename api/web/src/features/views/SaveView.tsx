import { Button, Modal, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOnceKey } from "@/api/onceKey";
import { fieldErrors } from "@/api/problem";
import layout from "@/kit/layout.module.css";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { useFocusWrong } from "@/kit/useFocusWrong";
import { createView } from "./mutations";
import type { ListName } from "./queries";

/** Gives what the list is narrowed to a name. */
export default function SaveView({ list, query, onClose }: { list: ListName; query: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const once = useOnceKey();
  const save = useMutation({
    mutationFn: () => createView(list, name.trim(), query, once.keyFor({ list, name, query })),
    onSuccess: onClose,
  });
  const wrong = fieldErrors(save.error).name;
  const form = useFocusWrong<HTMLFormElement>(save.error);
  return (
    <Modal opened onClose={onClose} title={t("views.saveTitle")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <form
        ref={form}
        noValidate
        className={layout.stack}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) save.mutate();
        }}
      >
        {!wrong && <ProblemNotice error={save.error} />}
        <TextInput
          label={t("views.field")}
          data-autofocus
          value={name}
          error={wrong}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className={layout.flow}>
          <Button type="submit" variant="filled" loading={save.isPending} disabled={name.trim() === ""}>
            {t("common.save")}
          </Button>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
        </div>
      </form>
    </Modal>
  );
}
