import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { type Fields, requestQuery } from "@/features/requests/public";
import layout from "@/kit/layout.module.css";
import { QueryProblem } from "@/kit/ProblemNotice";
import { Skeleton } from "@/kit/Skeleton";
import { ExpenseForm } from "./ExpenseForm";
import { fieldsOfExpense } from "./queries";

/** A new expense, one that is being revised, or one like another. */
export default function ExpensePage() {
  const { t } = useTranslation();
  const { id } = useParams();
  const [params] = useSearchParams();
  const from = params.get("from");
  const source = id ?? from;
  const query = useQuery({ ...requestQuery("expense_request", source ?? ""), enabled: !!source });
  if (source && !query.data) {
    return (
      <div className={layout.pad}>
        <QueryProblem query={query} />
        <Skeleton rows={8} height={32} />
      </div>
    );
  }
  const project = params.get("project_id");
  // Like another one means all but the amount and the receipt.
  const copied: Fields | undefined =
    from && query.data ? { ...fieldsOfExpense(query.data), amount: "", spent_on: "" } : project ? { project_id: project } : undefined;
  return (
    <ExpenseForm
      key={source ?? "new"}
      title={t(id ? "expenses.title.edit" : "expenses.title.new")}
      request={id ? query.data : undefined}
      copied={copied}
    />
  );
}
