import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { requestPath } from "@/features/requests/public";
import layout from "@/kit/layout.module.css";
import type { FormProps, Step } from "../step";

function Form({ request }: FormProps) {
  const { t } = useTranslation();
  return (
    <p>
      {t("decisions.revise.hint")}{" "}
      <Link className={layout.link} to={`${requestPath(request)}/edit`}>
        {t("decisions.revise.edit")}
      </Link>
    </p>
  );
}

export const revise: Step = { Form };
