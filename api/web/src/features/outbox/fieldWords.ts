/** What the forms call the fields that a refusal may name. */
export const fieldWords = {
  project_id: "requests.field.project",
  category: "requests.field.category",
  amount: "requests.field.amount",
  spent_on: "requests.field.spentOn",
  purpose: "requests.field.purpose",
  attachments: "expenses.receipts",
  reason: "requests.field.reason",
  expected_revenue: "requests.field.revenue",
  expected_cost: "requests.field.cost",
  expected_close_on: "requests.field.closeOn",
  win_probability: "requests.field.probability",
  kind: "workLogs.field.kind",
  content: "workLogs.field.content",
  work_date: "workLogs.field.work_date",
  hours: "workLogs.field.hours",
} as const;

export const isNamed = (field: string): field is keyof typeof fieldWords => field in fieldWords;
