import { Button, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { newKey } from "@/api/client";
import { fieldErrors } from "@/api/problem";
import layout from "@/kit/layout.module.css";
import { ProblemNotice } from "@/kit/ProblemNotice";
import { submitRequest } from "./mutations";
import { type Kind, type RequestDetail, requestPath } from "./queries";

/** Submits a draft as it stands; what is missing in it is said, with the way to the form. */
export function SubmitDraft({ request }: { request: RequestDetail }) {
  const { t } = useTranslation();
  // Kept until an answer came, so that a second try is the same submission.
  const key = useRef(newKey());
  const submit = useMutation({
    mutationFn: () => submitRequest(request.kind as Kind, request.id, key.current),
    onSettled: (_, error) => {
      if (!error || Object.keys(fieldErrors(error)).length > 0) key.current = newKey();
    },
  });
  const wrong = Object.keys(fieldErrors(submit.error)).length;
  return (
    <>
      <Button variant="filled" loading={submit.isPending} onClick={() => submit.mutate()}>
        {t("requests.page.submit")}
      </Button>
      <Modal
        opened={submit.isError}
        onClose={submit.reset}
        title={t("requests.page.notSubmitted", { number: request.number })}
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        <div className={layout.stack}>
          {wrong > 0 ? <p>{t("requests.page.incomplete", { count: wrong })}</p> : <ProblemNotice error={submit.error} />}
          <div className={layout.flow}>
            {wrong > 0 ? (
              <Button component={Link} to={`${requestPath(request)}/edit`} variant="filled">
                {t("requests.page.edit")}
              </Button>
            ) : (
              <Button variant="filled" loading={submit.isPending} onClick={() => submit.mutate()}>
                {t("common.retry")}
              </Button>
            )}
            <Button onClick={submit.reset}>{t("common.cancel")}</Button>
          </div>
        </div>
      </Modal>
    </>
  );
}
