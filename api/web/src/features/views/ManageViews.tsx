import { Button, Modal, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldErrors } from "@/api/problem";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { deleteView, renameView } from "./mutations";
import type { NamedView } from "./queries";
import styles from "./views.module.css";

/** The named views of a list, to rename and to delete. */
export default function ManageViews({ views, onClose }: { views: NamedView[]; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={t("views.manageTitle")} closeButtonProps={{ "aria-label": t("common.close") }}>
      {views.length === 0 && <p>{t("views.none")}</p>}
      <ul className={styles.views}>
        {views.map((view) => (
          <View key={view.id} view={view} />
        ))}
      </ul>
    </Modal>
  );
}

function View({ view }: { view: NamedView }) {
  const { t } = useTranslation();
  const [name, setName] = useState(view.name);
  const rename = useMutation({ mutationFn: () => renameView(view.id, name.trim()) });
  const drop = useMutation({ mutationFn: () => deleteView(view.id) });
  const wrong = fieldErrors(rename.error).name;
  const changed = name.trim() !== "" && name.trim() !== view.name;
  return (
    <li>
      {!wrong && <ProblemNotice error={rename.error ?? drop.error} />}
      <form
        className={styles.view}
        onSubmit={(event) => {
          event.preventDefault();
          if (changed) rename.mutate();
        }}
      >
        <TextInput
          className={styles.field}
          aria-label={t("views.nameOf", { name: view.name })}
          value={name}
          error={wrong}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!changed} loading={rename.isPending}>
          {t("views.rename")}
        </Button>
        <Button
          variant="outline"
          loading={drop.isPending}
          aria-label={t("views.deleteOf", { name: view.name })}
          onClick={() => drop.mutate()}
        >
          {t("views.delete")}
        </Button>
      </form>
    </li>
  );
}
