import { Button, Modal } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/problem";
import { queryClient } from "@/api/query";
import { ScopeChanges } from "@/features/admin/public";
import layout from "@/kit/layout.module.css";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { editRights } from "./mutations";
import { Orphans } from "./Orphans";
import { type User, userPreviewQuery, userQuery } from "./queries";

/** Shuts somebody out, or lets them in again; what that takes or gives is shown before. */
export function ActiveDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation();
  // The account changes under the dialog as soon as it is done.
  const [active] = useState(!user.active);
  const preview = useQuery({ ...userPreviewQuery(user.id, user.version, { active }), retry: false });
  const move = useMutation({
    mutationFn: () => editRights(user.id, user.version, { active }),
    onSuccess: onClose,
    onError: (error) => {
      // Somebody else was faster: the preview is asked for anew, of what stands there now.
      if (isApiError(error) && error.status === 409) void queryClient.invalidateQueries({ queryKey: userQuery(user.id).queryKey });
    },
  });
  const words = active ? "reactivate" : "deactivate";
  const { gains = [], loses = [] } = preview.data ?? {};
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`adminUsers.${words}.title`, { name: user.name })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <div className={layout.stack}>
        <p>{t(`adminUsers.${words}.text`)}</p>
        <ProblemNotice error={move.error ?? preview.error} />
        {!active && <Orphans user={user} />}
        {preview.isPending && <Skeleton rows={4} />}
        {preview.data && gains.length + loses.length > 0 && <ScopeChanges gains={gains} loses={loses} />}
        <div className={layout.flow}>
          <Button
            variant={active ? "filled" : "outline"}
            disabled={!preview.isSuccess}
            loading={move.isPending}
            onClick={() => move.mutate()}
          >
            {t(`adminUsers.${words}.name`)}
          </Button>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
        </div>
      </div>
    </Modal>
  );
}
