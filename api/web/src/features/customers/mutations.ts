import { answer, client, withKey } from "@/api/client";
import { queryClient } from "@/api/query";
import type { components } from "@/api/schema";
import type { Fields } from "@/features/requests/public";
import { addNote, timelineMoved } from "@/features/timeline/public";
import { type Contact, customerKeys } from "./queries";

type Schemas = components["schemas"];

/** Reads anew what shows a customer, and what its timeline tells of the change. */
function changed(customerId: string) {
  void queryClient.invalidateQueries({ queryKey: customerKeys.list });
  void queryClient.invalidateQueries({ queryKey: customerKeys.one(customerId) });
  void timelineMoved(customerId);
}

export const customerFields = (customer?: Schemas["Customer"]): Fields => ({
  name: customer?.name ?? "",
  industry: customer?.industry ?? "",
  region: customer?.region ?? "",
  level: customer?.level ?? "",
  source: customer?.source ?? "",
  address: customer?.address ?? "",
});

const filled = (fields: Fields) => Object.fromEntries(Object.entries(fields).filter(([, text]) => text.trim()));

export async function saveCustomer(id: string | undefined, fields: Fields, version: number | undefined, key: string) {
  const customer =
    id && version !== undefined
      ? await answer(client.PATCH("/customers/{id}", { params: { path: { id } }, body: { ...fields, version } }))
      : await answer(client.POST("/customers", { body: { ...filled(fields), name: fields.name ?? "" }, ...withKey(key) }));
  changed(customer.id);
  return customer;
}

/** Puts a customer away or takes it out again. Of an archived one nothing is written: the note goes in while it is in use. */
export async function archiveCustomer(id: string, archive: boolean, note: string, keys: { note: string; move: string }) {
  const init = { params: { path: { id } }, ...withKey(keys.move) };
  if (archive) {
    await addNote(id, note, keys.note);
    await answer(client.POST("/customers/{id}/archive", init));
  } else {
    await answer(client.POST("/customers/{id}/restore", init));
    await addNote(id, note, keys.note);
  }
  changed(id);
}

export const contactFields = (contact?: Contact): Fields => ({
  name: contact?.name ?? "",
  title: contact?.title ?? "",
  department: contact?.department ?? "",
  phone: contact?.phone ?? "",
  email: contact?.email ?? "",
  birthday: contact?.birthday ?? "",
  decision_role: contact?.decision_role ?? "",
  attitude: contact?.attitude ?? "",
  reports_to_id: contact?.reports_to_id ?? "",
  relationship: contact?.relationship ?? "",
});

/** What may be absent is null when it was emptied; a text is an empty text. */
function contactBody(fields: Fields): Omit<Schemas["EditContactInputBody"], "version"> {
  const { birthday, reports_to_id, ...texts } = fields;
  return {
    ...texts,
    ...(birthday === undefined ? {} : { birthday: birthday || null }),
    ...(reports_to_id === undefined ? {} : { reports_to_id: reports_to_id || null }),
  };
}

export async function saveContact(customerId: string, id: string | undefined, fields: Fields, version: number | undefined, key: string) {
  const contact =
    id && version !== undefined
      ? await answer(client.PATCH("/contacts/{id}", { params: { path: { id } }, body: { ...contactBody(fields), version } }))
      : await answer(
          client.POST("/customers/{id}/contacts", {
            params: { path: { id: customerId } },
            body: { ...contactBody(filled(fields)), name: fields.name ?? "" },
            ...withKey(key),
          }),
        );
  changed(customerId);
  return contact;
}

export async function archiveContact(contact: Contact, archive: boolean) {
  const init = { params: { path: { id: contact.id } } };
  await answer(archive ? client.POST("/contacts/{id}/archive", init) : client.POST("/contacts/{id}/restore", init));
  changed(contact.customer_id);
}

/** Gives customers to another owner; each gets its own result. */
export async function handOver(body: Schemas["HandOverInputBody"], key: string) {
  const { items } = await answer(client.POST("/customers/hand-over", { body, ...withKey(key) }));
  for (const { customer_id, status } of items) if (status === "done") changed(customer_id);
  return items;
}
