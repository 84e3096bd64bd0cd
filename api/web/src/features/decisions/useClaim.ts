import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { queryClient } from "@/api/query";
import { requestKeys } from "@/features/requests/public";
import { claimTask, releaseTask, type Task } from "./queries";

/** Taking a task that a role shares, and giving it back; null where there is nothing to take. */
export function useClaim(task: Task): { label: string; run: () => void } | null {
  const { t } = useTranslation();
  const me = useMe();
  const mine = task.assignee?.id === me.user.id && task.claimed_at !== undefined;
  const change = useMutation({
    mutationFn: () => (mine ? releaseTask(task.id) : claimTask(task.id)),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ["tasks"] });
      void queryClient.invalidateQueries({ queryKey: requestKeys.one(task.request.id) });
    },
  });
  if (task.state !== "open" || !task.candidate_role || (task.assignee && !mine)) return null;
  return { label: mine ? t("decisions.release") : t("decisions.claim"), run: () => change.mutate() };
}
