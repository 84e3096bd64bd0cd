import { answer, client, withKey } from "@/api/client";
import { queryClient } from "@/api/query";
import { type ListName, viewsQuery } from "./queries";

const changed = () => queryClient.invalidateQueries({ queryKey: viewsQuery.queryKey });

export async function createView(list: ListName, name: string, query: string, key: string) {
  await answer(client.POST("/me/views", { body: { list, name, query }, ...withKey(key) }));
  await changed();
}

export async function renameView(id: string, name: string) {
  await answer(client.PATCH("/me/views/{id}", { params: { path: { id } }, body: { name } }));
  await changed();
}

export async function deleteView(id: string) {
  await answer(client.DELETE("/me/views/{id}", { params: { path: { id } } }));
  await changed();
}
