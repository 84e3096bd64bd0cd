import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { RecordDrawer, RecordForm, useRecord } from "@/features/records/public";
import layout from "@/kit/layout.module.css";
import { makeUser, userFields } from "./mutations";
import type { User } from "./queries";
import { useUserSpecs } from "./useUserSpecs";

/** Makes an account; what it may do is chosen next. */
export function NewUser({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { search } = useLocation();
  const form = useRecord<User>({
    slot: "user/new",
    fields: userFields(),
    required: ["username", "name"],
    send: (fields, _, key) => makeUser(fields, key),
    onDone: (user) => (user ? navigate(`/admin/users/${user.id}/roles${search}`) : onClose()),
  });
  const specs = useUserSpecs();
  return (
    <RecordDrawer title={t("adminUsers.new")} onClose={onClose}>
      <RecordForm form={form} specs={specs} group={t("adminUsers.new")} submitLabel={t("common.save")} onCancel={onClose}>
        <p className={layout.hint}>{t("adminUsers.newHint")}</p>
      </RecordForm>
    </RecordDrawer>
  );
}
