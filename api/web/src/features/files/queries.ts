import { answer, basePath, client } from "@/api/client";
import { queryClient } from "@/api/query";
import type { components } from "@/api/schema";

export type Attachment = components["schemas"]["Attachment"];

export const contentOf = (id: string) => `${basePath}/attachments/${id}/content`;

export async function removeAttachment(attachment: Attachment) {
  await answer(client.DELETE("/attachments/{id}", { params: { path: { id: attachment.id } } }));
  await queryClient.invalidateQueries({ queryKey: ["requests", "one", attachment.request_id] });
}
