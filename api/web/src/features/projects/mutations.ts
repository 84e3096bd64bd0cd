import { answer, client, withKey } from "@/api/client";
import { queryClient } from "@/api/query";
import type { components } from "@/api/schema";
import type { Fields } from "@/features/requests/public";
import { timelineMoved } from "@/features/timeline/public";
import { type Competitor, projectKeys } from "./queries";
import type { Project, Stage } from "./stages";

type Schemas = components["schemas"];

/** Reads anew what shows a project, its customer's page among it. */
function changed(project: Project) {
  queryClient.setQueryData(projectKeys.one(project.id), project);
  void queryClient.invalidateQueries({ queryKey: projectKeys.all });
  void queryClient.invalidateQueries({ queryKey: ["customers", project.customer?.id] });
  if (project.customer) void timelineMoved(project.customer.id);
}

export const projectFields = (project?: Project, memberId = ""): Fields => ({
  name: project?.name ?? "",
  stage: project?.stage ?? "lead",
  estimated_amount: project?.estimated_amount?.amount ?? "",
  expected_close_on: project?.expected_close_on ?? "",
  win_probability: project?.win_probability?.toString() ?? "",
  members: project?.members.map(({ id }) => id).join(",") ?? memberId,
});

const money = (amount: string, currency: string) => (amount ? { amount: amount.replace(/\.$/, ""), currency } : null);

/** What was changed; what was emptied is null. */
function projectBody(fields: Fields, currency: string): Omit<Schemas["EditProjectInputBody"], "version"> {
  const { name, stage, estimated_amount, expected_close_on, win_probability, members } = fields;
  return {
    ...(name === undefined ? {} : { name }),
    ...(stage === undefined ? {} : { stage: stage as Stage }),
    ...(estimated_amount === undefined ? {} : { estimated_amount: money(estimated_amount, currency) }),
    ...(expected_close_on === undefined ? {} : { expected_close_on: expected_close_on || null }),
    ...(win_probability === undefined ? {} : { win_probability: win_probability ? Number.parseInt(win_probability, 10) : null }),
    ...(members ? { member_ids: members.split(",").filter(Boolean) } : {}),
  };
}

/** What a project is saved with: the customer's and, where there is one already, itself. */
interface Whose {
  customerId: string;
  project: Project | undefined;
  currency: string;
}

export async function saveProject({ customerId, project, currency }: Whose, fields: Fields, version: number | undefined, key: string) {
  const body = projectBody(fields, currency);
  const saved =
    project && version !== undefined
      ? await answer(client.PATCH("/projects/{id}", { params: { path: { id: project.id } }, body: { ...body, version } }))
      : await answer(
          client.POST("/customers/{id}/projects", {
            params: { path: { id: customerId } },
            body: { ...body, name: fields.name ?? "" },
            ...withKey(key),
          }),
        );
  changed(saved);
  return saved;
}

export async function archiveProject(id: string, archive: boolean) {
  const init = { params: { path: { id } } };
  changed(await answer(archive ? client.POST("/projects/{id}/archive", init) : client.POST("/projects/{id}/restore", init)));
}

export const competitorFields = (competitor?: Competitor): Fields => ({
  company: competitor?.company ?? "",
  offer: competitor?.offer ?? "",
  price: competitor?.price?.amount ?? "",
  strengths: competitor?.strengths ?? "",
  weaknesses: competitor?.weaknesses ?? "",
  threat: competitor?.threat ?? "",
  outcome: competitor?.outcome ?? "",
});

export async function saveCompetitor(project: Project, id: string | undefined, fields: Fields, version: number | undefined, key: string) {
  const { price, ...texts } = fields;
  const body = { ...texts, ...(price === undefined ? {} : { price: money(price, project.currency) }) };
  const saved =
    id && version !== undefined
      ? await answer(client.PATCH("/competitors/{id}", { params: { path: { id } }, body: { ...body, version } }))
      : await answer(
          client.POST("/projects/{id}/competitors", {
            params: { path: { id: project.id } },
            body: { ...body, company: fields.company ?? "" },
            ...withKey(key),
          }),
        );
  changed(project);
  return saved;
}

export async function removeCompetitor(project: Project, id: string) {
  await answer(client.DELETE("/competitors/{id}", { params: { path: { id } } }));
  changed(project);
}
