import { useTranslation } from "react-i18next";
import { RequestFormPage } from "@/features/requests/public";
import { ExpenseForm } from "./ExpenseForm";
import { expenseDraft } from "./queries";

/** A new expense, one that is being revised, or one like another: all but its amount and receipt. */
export default function ExpensePage() {
  const { t } = useTranslation();
  return (
    <RequestFormPage
      kind={expenseDraft.kind}
      copy={(request) => ({ ...expenseDraft.fieldsOf(request), amount: "" })}
      form={(start) => <ExpenseForm {...start} title={t(start.request ? "expenses.title.edit" : "expenses.title.new")} />}
    />
  );
}
