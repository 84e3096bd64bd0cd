import { Button, Menu, Modal, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { newKey } from "@/api/client";
import { useMe } from "@/api/me";
import { fieldErrors } from "@/api/problem";
import layout from "@/kit/layout.module.css";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { forgetDraft } from "./later";
import { discardDraft, withdrawRequest } from "./mutations";
import { type Kind, nounOf, type RequestDetail, requestPath } from "./queries";
import { SubmitDraft } from "./SubmitDraft";

/** What the author can do: one thing by state, the rest behind the dots. An heir of the revision can only revise. */
export function AuthorActions({ request, heir }: { request: RequestDetail; heir: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<"withdraw" | "discard" | null>(null);
  const kind = request.kind as Kind;
  const editable = request.status === "draft" || request.status === "returned";
  const withdrawable =
    request.submitted_at !== undefined &&
    ["submitting", "in_review", "returned", "approved"].includes(request.status) &&
    !(kind === "project_request" && request.status === "approved");
  if (heir) {
    return (
      <Button component={Link} to={`${requestPath(request)}/edit`} variant="filled">
        {t("requests.page.revise")}
      </Button>
    );
  }
  return (
    <>
      {request.status === "draft" && <SubmitDraft request={request} />}
      {editable && (
        <Button component={Link} to={`${requestPath(request)}/edit`} variant={request.status === "draft" ? "default" : "filled"}>
          {t(request.status === "draft" ? "requests.page.edit" : "requests.page.revise")}
        </Button>
      )}
      {withdrawable && <Button onClick={() => setAsked("withdraw")}>{t("requests.page.withdraw")}</Button>}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button aria-label={t("common.more")}>
            <Ellipsis size={16} aria-hidden="true" />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => navigate(`/${nounOf[kind]}/new?from=${request.id}`)}>{t("requests.page.again")}</Menu.Item>
          {request.status === "draft" && <Menu.Item onClick={() => setAsked("discard")}>{t("requests.page.discard")}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      <Withdraw request={request} opened={asked === "withdraw"} onClose={() => setAsked(null)} />
      <Discard request={request} opened={asked === "discard"} onClose={() => setAsked(null)} />
    </>
  );
}

type Dialog = { request: RequestDetail; opened: boolean; onClose: () => void };

function Withdraw({ request, opened, onClose }: Dialog) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  // Kept until an answer came, so that a second try is the same withdrawal.
  const key = useRef(newKey());
  const withdraw = useMutation({
    mutationFn: () => withdrawRequest(request.kind as Kind, request.id, reason.trim(), key.current),
    onSuccess: () => {
      key.current = newKey();
      onClose();
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("requests.withdraw.title", { number: request.number })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        className={layout.stack}
        onSubmit={(event) => {
          event.preventDefault();
          setMissing(!reason.trim());
          if (reason.trim()) withdraw.mutate();
        }}
      >
        <ProblemNotice error={withdraw.error} />
        <Textarea
          label={t("requests.withdraw.reason")}
          rows={3}
          data-autofocus
          value={reason}
          error={missing && !reason.trim() ? t("requests.withdraw.missing") : fieldErrors(withdraw.error).reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={layout.flow}>
          <Button type="submit" variant="outline" loading={withdraw.isPending}>
            {t("requests.page.withdraw")}
          </Button>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
        </div>
      </form>
    </Modal>
  );
}

function Discard({ request, opened, onClose }: Dialog) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useMe();
  const discard = useMutation({
    mutationFn: async () => {
      await discardDraft(request.id);
      await forgetDraft(me.user.id, request.kind as Kind, request.id);
    },
    onSuccess: () => navigate("/requests", { replace: true }),
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("requests.discard.title", { number: request.number })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <div className={layout.stack}>
        <p>{t("requests.discard.text", { count: request.attachments.length })}</p>
        <ProblemNotice error={discard.error} />
        <div className={layout.flow}>
          <Button variant="outline" loading={discard.isPending} onClick={() => discard.mutate()}>
            {t("requests.page.discard")}
          </Button>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
        </div>
      </div>
    </Modal>
  );
}
